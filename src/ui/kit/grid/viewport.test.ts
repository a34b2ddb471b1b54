import { expect, test } from 'vitest'
import { barFor, barHeight, limit, offsetShowing, scrolled, visibleRows } from './viewport.ts'

const short = { rows: 1000, rowHeight: 36, view: 720 }
const long = { rows: 1_000_000, rowHeight: 36, view: 720 }

test('a list that fits scrolls one to one', () => {
  expect(scrolled({ offset: 0, bar: 0 }, 500, short)).toEqual({ offset: 500, bar: 500 })
  expect(barFor(500, short)).toBe(500)
  expect(barHeight(short)).toBe(36_000)
})

test('a million rows stay below the limit of the browser, and both ends can be reached', () => {
  expect(barHeight(long)).toBe(limit)
  const end = scrolled({ offset: 0, bar: 0 }, limit - long.view, long)
  expect(end.offset).toBe(long.rows * long.rowHeight - long.view)
  expect(visibleRows(end.offset, long, 4).to).toBe(1_000_000)
  expect(scrolled(end, 0, long).offset).toBe(0)
})

test('a turn of the wheel moves by exactly its own length, wherever the bar stands', () => {
  const middle = scrolled({ offset: 0, bar: 0 }, 4_000_000, long)
  expect(scrolled(middle, 4_000_100, long).offset).toBe(middle.offset + 100)
})

test('putting the bar back into proportion and reading it back changes nothing', () => {
  const offset = 17_345_678
  const bar = barFor(offset, long)
  expect(scrolled({ offset, bar }, bar, long).offset).toBe(offset)
})

test('a row is brought into view with the least movement', () => {
  expect(offsetShowing(5, 0, short)).toBe(0)
  expect(offsetShowing(20, 0, short)).toBe(36)
  expect(offsetShowing(3, 1000, short)).toBe(108)
  expect(offsetShowing(999, 0, short)).toBe(36_000 - 720)
})

test('the drawn rows never leave the list', () => {
  expect(visibleRows(0, { ...short, rows: 3 }, 6)).toEqual({ from: 0, to: 3 })
  expect(visibleRows(9999, { ...short, rows: 0 }, 6)).toEqual({ from: 0, to: 0 })
})
