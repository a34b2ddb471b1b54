import { expect, test } from 'vitest'
import { byDay, dayOf } from './days.ts'

const at = (...parts: [number, number, number, number]) => new Date(...parts).toISOString()

test('entries of one local day stand together, newest first as they came', () => {
  const entries = [
    { at: at(2026, 4, 3, 23), n: 1 },
    { at: at(2026, 4, 3, 0), n: 2 },
    { at: at(2026, 4, 2, 23), n: 3 },
  ]
  expect(byDay(entries).map(({ day, entries }) => [day, entries.map(({ n }) => n)])).toEqual([
    ['2026-05-03', [1, 2]],
    ['2026-05-02', [3]],
  ])
  expect(byDay([])).toEqual([])
})

test('a day is written with two digits each', () => {
  expect(dayOf(new Date(2026, 0, 9))).toBe('2026-01-09')
})
