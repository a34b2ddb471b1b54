import { expect, test } from 'vitest'
import { paceOf, type Reading, withReading } from './rate.ts'

const after = (...readings: Reading[]) => readings.reduce<readonly Reading[]>(withReading, [])

test('pace and time left follow from the last readings', () => {
  const readings = after(
    { at: 0, rows: 0, share: 0 },
    { at: 2_000, rows: 10_000, share: 0.1 },
    { at: 4_000, rows: 20_000, share: 0.2 },
  )
  expect(paceOf(readings)).toEqual({ perSecond: 5_000, secondsLeft: 16 })
})

test('nothing is said from one reading, and a reading that says nothing new does not count', () => {
  const first = { at: 0, rows: 5, share: 0.5 }
  expect(paceOf(after(first))).toBeNull()
  expect(after(first, { ...first, at: 9_000 })).toEqual([first])
})

test('readings from longer ago are forgotten, so that a pace that changes shows', () => {
  const readings = after(
    { at: 0, rows: 0, share: 0 },
    { at: 30_000, rows: 100, share: 0.1 },
    { at: 40_000, rows: 1_100, share: 0.2 },
  )
  expect(paceOf(readings)?.perSecond).toBe(100)
})
