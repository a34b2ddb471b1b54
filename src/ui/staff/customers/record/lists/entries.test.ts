import { expect, test } from 'vitest'
import { added, cleaned, type Entries, isBlank, madePrimary, moved, removed } from './entries.ts'

const mail = (address: string, primary = false): Entries['emails'] => ({ address, label: 'work', primary })
const primaries = (entries: { primary: boolean }[]) => entries.map((entry) => entry.primary)

test('the first entry of a list is primary until another is chosen', () => {
  const one = added('emails', [])
  expect(primaries(one)).toEqual([true])
  const two = added('emails', one)
  expect(primaries(two)).toEqual([true, false])
  expect(primaries(madePrimary(two, 1))).toEqual([false, true])
})

test('when the primary entry goes, the first of the others becomes it', () => {
  const left = removed([mail('a@b.example', true), mail('c@d.example'), mail('e@f.example')], 0)
  expect(left.map(({ address }) => address)).toEqual(['c@d.example', 'e@f.example'])
  expect(primaries(left)).toEqual([true, false])
})

test('moving keeps every entry and the primary one', () => {
  const entries = [mail('a'), mail('b', true), mail('c')]
  expect(moved(entries, 2, -1).map(({ address }) => address)).toEqual(['a', 'c', 'b'])
  expect(moved(entries, 0, 1).map(({ address }) => address)).toEqual(['b', 'a', 'c'])
  expect(moved(entries, 0, 1).find(({ primary }) => primary)?.address).toBe('b')
})

test('blank entries are not sent, and blanks around what was typed are not either', () => {
  expect(cleaned([mail('  '), mail(' a@b.example ')])).toEqual([mail('a@b.example', true)])
  const [address] = added('addresses', [])
  expect(isBlank({ ...address!, billing: true })).toBe(true)
  expect(cleaned([{ ...address!, street: ' Kade 1 ', city: '' }])).toMatchObject([
    { street: 'Kade 1', city: null, primary: true },
  ])
  expect(cleaned([{ ...address!, country: 'NL' }])).toHaveLength(1)
})
