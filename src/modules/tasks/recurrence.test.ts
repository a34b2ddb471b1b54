import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextDueDate } from './recurrence.ts'

test.each([
  ['2026-01-31', 'month', 1, '2026-02-28'],
  ['2028-01-31', 'month', 1, '2028-02-29'],
  ['2028-02-29', 'year', 1, '2029-02-28'],
  ['2026-12-30', 'day', 5, '2027-01-04'],
  ['2026-11-22', 'week', 2, '2026-12-06'],
  ['2026-11-30', 'month', 3, '2027-02-28'],
] as const)('%s and %s × %i is %s', (due, unit, every, next) => {
  expect(nextDueDate(due, { unit, every })).toBe(next)
})

test('the next date is a real one and lies after', () => {
  const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(
      day,
      fc.constantFrom('day', 'week', 'month', 'year'),
      fc.integer({ min: 1, max: 99 }),
      (date, unit, every) => {
        const due = date.toISOString().slice(0, 10)
        const next = nextDueDate(due, { unit, every })
        expect(new Date(next).toISOString().slice(0, 10)).toBe(next)
        expect(next > due).toBe(true)
      },
    ),
  )
})
