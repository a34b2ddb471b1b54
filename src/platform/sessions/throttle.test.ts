import { beforeEach, describe, expect, test } from 'vitest'
import { type Attempt, makeThrottle, type Throttle } from './throttle.ts'

const minute = 60_000
let now: number
let throttle: Throttle
beforeEach(() => {
  now = 1_000_000
  throttle = makeThrottle(() => now)
})

const attempt = (about: Partial<Attempt> = {}): Attempt => ({
  account: 'anna@example.org',
  address: '192.0.2.1',
  device: null,
  ...about,
})
const times = (count: number, about: Partial<Attempt> = {}) =>
  Array.from({ length: count }, () => throttle.begin(attempt(about)))
const refusals = (count: number, about: Partial<Attempt> = {}) =>
  times(count, about).filter((verdict) => verdict.refused).length

describe('attempts from one address for one account', () => {
  test('wait longer each time after the third, at most three seconds', () => {
    const delays = times(10).map((verdict) => (verdict.refused ? -1 : verdict.delay))
    expect(delays).toEqual([0, 0, 0, 100, 200, 400, 800, 1600, 3000, 3000])
  })

  test('are refused from the eleventh on, until the first is a quarter of an hour old', () => {
    expect(refusals(10)).toBe(0)
    now += 5 * minute
    expect(throttle.begin(attempt())).toEqual({ refused: true, retryAfter: 600 })
    now += 10 * minute
    expect(throttle.begin(attempt()).refused).toBe(false)
  })

  test('that end well are forgotten', () => {
    times(9)
    throttle.succeeded(attempt())
    expect(refusals(10)).toBe(0)
  })

  test('do not count for another address or another account', () => {
    times(20)
    expect(throttle.begin(attempt({ address: '192.0.2.2' })).refused).toBe(false)
    expect(throttle.begin(attempt({ account: 'bert@example.org' })).refused).toBe(false)
  })
})

test('one address that tries many accounts is refused after a hundred', () => {
  const each = Array.from({ length: 120 }, (_, n) =>
    throttle.begin(attempt({ account: `a${n}@example.org` })),
  )
  expect(each.filter((verdict) => verdict.refused)).toHaveLength(20)
})

test('many addresses that try one account are refused after two hundred, a known device never', () => {
  const each = Array.from({ length: 250 }, (_, n) => throttle.begin(attempt({ address: `192.0.2.${n}` })))
  expect(each.filter((verdict) => verdict.refused)).toHaveLength(50)
  expect(throttle.begin(attempt({ device: 'known', address: '192.0.2.1' }))).toEqual({
    refused: false,
    delay: 0,
  })
})

test('a known device is counted by itself', () => {
  expect(refusals(12, { device: 'stolen' })).toBe(2)
  expect(refusals(1)).toBe(0)
})
