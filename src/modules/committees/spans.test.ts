import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stages } from './shapes.ts'
import { dayAfter, dayBefore, holdsOn, lastDayOf, mostAtOnce, overlap, type Span, stateOn } from './spans.ts'
import { mayFollow, nextStages } from './stages.ts'

const dayOf = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
const days = Array.from({ length: 40 }, (_, n) => dayOf(n))
const span: fc.Arbitrary<Span> = fc
  .tuple(fc.nat(30), fc.option(fc.nat(9), { nil: null }))
  .map(([from, length]) => ({
    from_on: dayOf(from),
    until_on: length === null ? null : dayOf(from + length),
  }))

test('what a span is on a day follows from its first and last day', () => {
  fc.assert(
    fc.property(span, fc.constantFrom(...days), (one, day) => {
      const state = stateOn(one, day)
      expect(holdsOn(one, day)).toBe(state === 'current')
      if (state === 'past') expect(stateOn(one, dayAfter(day))).toBe('past')
      if (state === 'future') expect(stateOn(one, dayBefore(day))).toBe('future')
    }),
  )
})

test('spans overlap when there is a day on which both hold', () => {
  fc.assert(
    fc.property(span, span, (a, b) => {
      expect(overlap(a, b)).toBe(days.some((day) => holdsOn(a, day) && holdsOn(b, day)))
    }),
  )
})

test('the most at once is what counting day by day gives', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), span, (spans, within) => {
      const counted = days
        .filter((day) => holdsOn(within, day))
        .map((day) => spans.filter((one) => holdsOn(one, day)).length)
      const { count, on } = mostAtOnce(spans, within)
      expect(count).toBe(Math.max(...counted))
      expect(spans.filter((one) => holdsOn(one, on)).length).toBe(count)
    }),
  )
})

test('a term of some months ends the day before the same day of the month', () => {
  expect(lastDayOf('2026-01-01', 24)).toBe('2027-12-31')
  expect(lastDayOf('2026-08-31', 6)).toBe('2027-02-27')
  expect(lastDayOf('2024-02-29', 12)).toBe('2025-02-27')
})

test('a prospect can always go on, and never to where it is', () => {
  for (const stage of stages) {
    expect(nextStages(stage).length).toBeGreaterThan(0)
    expect(nextStages(stage)).not.toContain(stage)
    expect(mayFollow(stage, stage)).toBe(true)
  }
  expect(mayFollow('identified', 'pledged')).toBe(false)
})
