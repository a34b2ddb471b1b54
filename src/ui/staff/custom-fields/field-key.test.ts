import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyOf } from './field-key.ts'

test('keys are made from labels', () => {
  const none = new Set<string>()
  expect(keyOf('Shoe size (EU)', none)).toBe('shoe_size_eu')
  expect(keyOf('Diëtwensen', none)).toBe('dietwensen')
  expect(keyOf('2nd seat', none)).toBe('f_2nd_seat')
  expect(keyOf('  ', none)).toBe('')
  expect(keyOf('座席', none)).toBe('')
  expect(keyOf('Seat', new Set(['seat', 'seat_2']))).toBe('seat_3')
})

test('whatever the label, the key is one that the API takes, and is new', () => {
  const taken = new Set(['a', 'ab', 'a_2'])
  fc.assert(
    fc.property(fc.string({ maxLength: 120, unit: 'grapheme' }), (label) => {
      const key = keyOf(label, taken)
      if (key === '') return
      expect(key).toMatch(/^[a-z][a-z0-9_]{0,39}$/)
      expect(taken.has(key)).toBe(false)
    }),
  )
})
