import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Stretch, stateOn } from './dates.ts'

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`)
const stretch: fc.Arbitrary<Stretch> = fc.record({
  started_on: fc.option(day),
  ended_on: fc.option(day),
})
const days = Array.from({ length: 30 }, (_, i) => `2026-02-${String(i).padStart(2, '0')}`)

test('over time a stretch is to come, then current, then past, and never goes back', () => {
  const order = ['future', 'current', 'past']
  fc.assert(
    fc.property(stretch, (one) => {
      const places = days.map((at) => order.indexOf(stateOn(one, at)))
      expect([...places].sort()).toEqual(places)
    }),
  )
})

test('it is current from the day it begins and past from the day it ends', () => {
  expect(stateOn({ started_on: '2026-02-10', ended_on: null }, '2026-02-10')).toBe('current')
  expect(stateOn({ started_on: '2026-02-10', ended_on: '2026-02-11' }, '2026-02-10')).toBe('current')
  expect(stateOn({ started_on: '2026-02-10', ended_on: '2026-02-11' }, '2026-02-11')).toBe('past')
  expect(stateOn({ started_on: '2026-02-10', ended_on: null }, '2026-02-09')).toBe('future')
})
