import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CustomField, FieldType } from './custom-field.ts'
import { draftOf, previewOf } from './field-draft.ts'
import { readText, sameValue, writeText } from './value-text.ts'

const fieldOf = (type: FieldType): CustomField => previewOf({ ...draftOf(null, 'EUR'), type })
const locales = fc.constantFrom('en-GB', 'nl-NL')

test('what stands in the control when editing begins is read back as the same value', () => {
  const money = fc.maxSafeInteger().map((amount) => ({ amount, currency: 'EUR' }))
  // The API takes numbers of at most fifteen digits.
  const numbers = fc
    .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.nat(999_999))
    .map(([whole, fraction]) => Number(`${whole}.${fraction}`) || 0)
  const values = fc.oneof(
    fc.tuple(fc.constant<FieldType>('number'), numbers),
    fc.tuple(fc.constant<FieldType>('money'), money),
    fc.tuple(fc.constant<FieldType>('yes_no'), fc.boolean()),
    fc.tuple(fc.constant<FieldType>('date'), fc.constant('2026-02-28')),
    fc.tuple(fc.constantFrom<FieldType>('text', 'yes_no', 'money', 'number'), fc.constant(null)),
  )
  fc.assert(
    fc.property(values, locales, ([type, value], locale) => {
      expect(readText(fieldOf(type), writeText(fieldOf(type), value, locale), locale)).toEqual({ value })
    }),
  )
})

test('numbers beyond the exponent of JavaScript are written out', () => {
  expect(writeText(fieldOf('number'), 0.0000001, 'nl-NL')).toBe('0,0000001')
})

test('what is no number is said, and no cent is rounded away', () => {
  expect(readText(fieldOf('number'), 'many', 'en-GB')).toEqual({ fault: 'fault.number' })
  expect(readText(fieldOf('money'), '12.345', 'en-GB')).toEqual({ fault: 'fault.money' })
  expect(readText(fieldOf('money'), '12,34', 'nl-NL')).toEqual({ value: { amount: 1234, currency: 'EUR' } })
})

test('choices are the same in any order, and blank is blank', () => {
  expect(sameValue(['a', 'b'], ['b', 'a'])).toBe(true)
  expect(sameValue(['a'], ['a', 'b'])).toBe(false)
  expect(sameValue(null, [])).toBe(true)
  expect(sameValue({ amount: 1, currency: 'EUR' }, { currency: 'EUR', amount: 1 })).toBe(true)
  expect(sameValue(false, null)).toBe(false)
})
