import { expect, test } from 'vitest'
import { countSelected, everything, isSelected, nothing, withRows } from './selection.ts'

test('rows are chosen and left out one by one', () => {
  const two = withRows(nothing, ['a', 'b'], true)
  expect(countSelected(two, 100)).toBe(2)
  expect(isSelected(withRows(two, ['a'], false), 'a')).toBe(false)
  expect(isSelected(two, 'a')).toBe(true)
})

test('all matching counts without listing, minus what was left out', () => {
  const most = withRows(everything, ['a', 'b'], false)
  expect(countSelected(most, 1_000_000)).toBe(999_998)
  expect(isSelected(most, 'a')).toBe(false)
  expect(isSelected(most, 'z')).toBe(true)
  expect(countSelected(withRows(most, ['a'], true), 1_000_000)).toBe(999_999)
})
