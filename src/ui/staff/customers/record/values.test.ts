import { expect, test } from 'vitest'
import { formatsFor } from '../../../kit/format.ts'
import { ageOn, birthdayText, siteText, vatCountry } from './values.ts'

test('a birthday without a year reads as day and month, also on 29 February', () => {
  const f = formatsFor('en')
  expect(birthdayText('--02-29', f)).toContain('29')
  expect(birthdayText('--02-29', f)).not.toMatch(/\d{4}/)
  expect(birthdayText('1980-05-31', f)).toContain('1980')
})

test('the age changes on the birthday', () => {
  expect(ageOn('1980-05-31', '2026-05-30')).toBe(45)
  expect(ageOn('1980-05-31', '2026-05-31')).toBe(46)
  expect(ageOn('--05-31', '2026-05-31')).toBe(null)
})

test('the country of a VAT number follows from its prefix', () => {
  expect(vatCountry('NL004495445B01')).toBe('NL')
  expect(vatCountry('EL094259216')).toBe('GR')
  expect(vatCountry('CHE107787577')).toBe('CH')
  expect(vatCountry('123')).toBe(null)
})

test('a web address reads without its scheme', () => {
  expect(siteText('https://www.example.org/')).toBe('example.org')
  expect(siteText('http://example.org/a')).toBe('example.org/a')
})
