import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalText, parseDecimal } from './number-text.ts'

test('numbers are understood as people write them', () => {
  const cases: [string, string, string | null][] = [
    ['1234', 'nl-NL', '1234'],
    ['1.234', 'nl-NL', '1234'],
    ['1.234', 'en-GB', '1.234'],
    ['1,234', 'en-GB', '1234'],
    ['12.50', 'nl-NL', '12.5'],
    ['12,50', 'en-GB', '12.5'],
    ['1.234,56', 'nl-NL', '1234.56'],
    ['1.234,56', 'en-GB', '1234.56'],
    ['1,234,567.8', 'nl-NL', '1234567.8'],
    ["1'000.5", 'en-GB', '1000.5'],
    ['1 000 000', 'nl-NL', '1000000'],
    ['−5', 'en-GB', '-5'],
    [',5', 'nl-NL', '0.5'],
    ['-,5', 'nl-NL', '-0.5'],
    ['007', 'nl-NL', '7'],
    ['-0', 'nl-NL', '0'],
    ['12.34.56', 'en-GB', null],
    ['1,2,3.4', 'en-GB', null],
    ['twelve', 'en-GB', null],
    ['5,', 'nl-NL', null],
    ['', 'en-GB', null],
    ['1e5', 'en-GB', null],
  ]
  for (const [typed, locale, number] of cases)
    expect(parseDecimal(typed, locale), `${typed} in ${locale}`).toBe(number)
})

const locale = fc.constantFrom('en-GB', 'nl-NL', 'nl-BE', 'de-DE')

test('what is shown for typing on is read back as the same number', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(9999), locale, (whole, fraction, where) => {
      const number = String(Number(`${whole}.${fraction}`))
      expect(parseDecimal(decimalText(number, where), where)).toBe(number === '-0' ? '0' : number)
    }),
  )
})
