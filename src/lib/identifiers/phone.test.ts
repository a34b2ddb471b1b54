import { expect, test } from 'vitest'
import { formatPhone, parsePhone } from './phone.ts'

test.each([
  ['06 12345678', 'NL', { e164: '+31612345678', country: 'NL' }],
  ['+31 (0)6 12345678', 'US', { e164: '+31612345678', country: 'NL' }],
  ['0031612345678', undefined, { e164: '+31612345678', country: 'NL' }],
  ['0031 6 12345678', 'US', { e164: '+31612345678', country: 'NL' }],
  ['31612345678', 'NL', { e164: '+31612345678', country: 'NL' }],
  ['tel:+1-418-656-9254;ext=102', undefined, { e164: '+14186569254', country: 'CA', extension: '102' }],
  ['(905) 555-1234', 'US', { e164: '+19055551234', country: 'CA' }],
  ['089/123456789', 'DE', { e164: '+4989123456789', country: 'DE' }],
  ['06 1234 5678 (werk)', 'NL', { e164: '+31612345678', country: 'NL' }],
])('%s in %s', (text, country, expected) => {
  expect(parsePhone(text, country)).toEqual({ ok: true, ...expected })
})

test.each([
  ['', 'NL', 'empty'],
  ['hello', 'NL', 'form'],
  ['3.16E+10', 'NL', 'form'],
  ['06-12345678', undefined, 'country'],
  ['+999123456', undefined, 'country'],
  ['123', 'NL', 'short'],
  ['12345678901234567890', 'NL', 'long'],
  ['020-1234567 / 06-12345678', 'NL', 'several'],
])('%s in %s is refused as %s', (text, country, code) => {
  expect(parsePhone(text, country)).toEqual({ ok: false, code })
})

test('a number of a range nobody uses is refused, with what it would have been', () => {
  expect(parsePhone('555 555 1111', 'US')).toEqual({ ok: false, code: 'invalid', possible: '+15555551111' })
})

test('formatting', () => {
  expect(formatPhone('+31612345678')).toBe('+31 6 12345678')
  expect(formatPhone('+14186569254', '102')).toBe('+1 418 656 9254 ext. 102')
  expect(formatPhone('by pigeon')).toBe('by pigeon')
})
