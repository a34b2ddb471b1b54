import { expect, test } from 'vitest'
import { byOperation, type Entry, isErased, isNothing, momentOf } from './operations.ts'

const entry = (id: string, operation_id: string) => ({ id, operation_id }) as Entry

test('entries of one operation stand together, and only neighbours do', () => {
  const found = byOperation([entry('5', 'b'), entry('4', 'b'), entry('3', 'a'), entry('2', 'b')])
  expect(found.map(({ entries }) => entries.map(({ id }) => id))).toEqual([['5', '4'], ['3'], ['2']])
})

test('a day is meant as a whole, and nobody looks into the future', () => {
  const now = new Date('2026-06-15T12:00:00')
  expect(momentOf('2026-06-10', now)).toEqual(new Date('2026-06-10T23:59:59.999'))
  expect(momentOf('2026-06-15', now)).toEqual(now)
  expect(momentOf('2026-06-10T08:30:00.000Z', now)).toEqual(new Date('2026-06-10T08:30:00.000Z'))
  expect(momentOf('nonsense', now)).toEqual(now)
})

test('what was erased is told from what was empty', () => {
  expect(isErased({ erased: true })).toBe(true)
  expect(isErased({ name: 'x' })).toBe(false)
  expect([null, '', [], undefined].every(isNothing)).toBe(true)
  expect(isNothing(false)).toBe(false)
})
