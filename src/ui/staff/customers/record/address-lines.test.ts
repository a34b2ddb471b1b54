import { expect, test } from 'vitest'
import { addressLines } from './address-lines.ts'

const at = (country: string, parts: Partial<Parameters<typeof addressLines>[0]> = {}) =>
  addressLines(
    { street: 'Kade 1', extra: null, postcode: '1234', city: 'Stad', region: null, country, ...parts },
    (code) => code.toLowerCase(),
  )

test('an address reads as it is written in its country', () => {
  expect(at('NL')).toEqual(['Kade 1', '1234 Stad', 'nl'])
  expect(at('US', { region: 'NY' })).toEqual(['Kade 1', 'Stad, NY 1234', 'us'])
  expect(at('GB', { region: 'Kent' })).toEqual(['Kade 1', 'Stad', 'Kent', '1234', 'gb'])
  expect(at('ES', { region: 'Girona', extra: '2º A' })).toEqual([
    'Kade 1',
    '2º A',
    '1234 Stad',
    'Girona',
    'es',
  ])
})

test('a city that is its own region stands there once', () => {
  expect(at('DE', { city: 'Berlin', region: 'Berlin' })).toEqual(['Kade 1', '1234 Berlin', 'de'])
})

test('what is not known leaves no gap', () => {
  const none = { street: null, extra: null, postcode: null, city: null, region: null, country: null }
  expect(addressLines(none, String)).toEqual([])
  expect(at('US', { city: null })).toEqual(['Kade 1', '1234', 'us'])
})
