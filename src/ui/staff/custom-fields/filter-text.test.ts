import { expect, test } from 'vitest'
import { rangeOf, rangeText } from './filter-text.ts'

test('a range is written as the API reads it, and read back', () => {
  for (const text of ['', '10', '10..20', '10..', '..20', '-5..-1', '2026-01-01..2026-12-31'])
    expect(rangeText(rangeOf(text)), text).toBe(text)
  expect(rangeOf('10..')).toEqual({ from: '10', to: '' })
  expect(rangeOf('10')).toEqual({ from: '10', to: '10' })
  expect(rangeOf('empty')).toEqual({ from: '', to: '' })
})
