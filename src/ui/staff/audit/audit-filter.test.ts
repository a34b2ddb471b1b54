import { expect, test } from 'vitest'
import { addressOf, byDay, type Entry, queryOf, searchOf } from './audit-filter.ts'

test('nonsense in the address counts as nothing', () => {
  const search = searchOf({
    q: 'anna',
    only: 'reads',
    outcome: 'x',
    actor: '1',
    from: 'yesterday',
    strange: '1',
  })
  expect(addressOf(search)).toEqual({ q: 'anna', only: 'reads' })
  expect(queryOf(search)).toEqual({ q: 'anna', filter: { only: 'reads' }, limit: 50 })
  expect(queryOf(searchOf({}))).toEqual({ filter: {}, limit: 50 })
})

test('entries stand under their day, in their order', () => {
  const at = (time: string) =>
    ({ at: new Date(2026, 2, Number(time.slice(0, 1)), 12).toISOString(), id: time }) as Entry
  const days = byDay([at('3b'), at('3a'), at('1a')])
  expect(days.map(({ day, entries }) => [day, entries.map(({ id }) => id)])).toEqual([
    ['2026-03-03', ['3b', '3a']],
    ['2026-03-01', ['1a']],
  ])
})
