import { expect, test } from 'vitest'
import { countries, countryFrom, countryName, isCountry } from './country.ts'

test.each([
  ['NL', 'NL'],
  ['nld', 'NL'],
  ['528', 'NL'],
  ['Holland', 'NL'],
  ['the Netherlands', 'NL'],
  ['Pays-Bas', 'NL'],
  ['Deutschland', 'DE'],
  ['Duitsland', 'DE'],
  ['UK', 'GB'],
  ['U.K.', 'GB'],
  ['United States of America', 'US'],
  ['U.S.A.', 'US'],
  ['OSTERREICH', 'AT'],
  ['Ελλάδα', 'GR'],
  ['日本', 'JP'],
  ['Zuid-Korea', 'KR'],
  ['Trinidad & Tobago', 'TT'],
])('%s is %s', (text, code) => expect(countryFrom(text)).toBe(code))

test.each(['', 'xx', 'ZZ', 'Atlantis', '999', 'x'.repeat(100)])('%j is no country', (text) => {
  expect(countryFrom(text)).toBeUndefined()
})

test('every country is found by its code and by its names', () => {
  expect(countries).toHaveLength(249)
  for (const code of countries) {
    expect(isCountry(code)).toBe(true)
    for (const locale of ['en', 'nl', 'de', 'fr', 'es'])
      expect(countryFrom(countryName(code, locale))).toBe(code)
  }
})
