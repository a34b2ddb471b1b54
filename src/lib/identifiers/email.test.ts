import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emailKey, parseEmail } from './email.ts'

test.each([
  ['Jan.Jansen@Example.COM', 'Jan.Jansen@example.com', 'jan.jansen@example.com'],
  [' "Jansen, J." <jan@x.nl> ', 'jan@x.nl', 'jan@x.nl'],
  ['mailto:a@b.co', 'a@b.co', 'a@b.co'],
  ['josé@MÜNCHEN.de', 'josé@münchen.de', 'josé@xn--mnchen-3ya.de'],
  ['用户@例子.广告', '用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v'],
  ['"john doe"@x.org', '"john doe"@x.org', '"john doe"@x.org'],
  ["o'brien+tag@x.co.uk", "o'brien+tag@x.co.uk", "o'brien+tag@x.co.uk"],
])('%s is stored as %s', (text, value, key) => {
  expect(parseEmail(text)).toEqual({ ok: true, value, key })
  expect(emailKey(value)).toBe(key)
})

test.each([
  ['', 'empty'],
  ['a.b', 'at'],
  ['a@b', 'domain'],
  ['a@x..nl', 'domain'],
  ['a@-x.nl', 'domain'],
  ['a@x.123', 'domain'],
  ['a@[1.2.3.4]', 'domain'],
  ['a..b@x.nl', 'local'],
  ['.a@x.nl', 'local'],
  ['a b@x.nl', 'local'],
  ['a@b.nl; c@d.nl', 'several'],
  [`${'x'.repeat(65)}@x.nl`, 'long'],
  [`a@${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(60)}.${'w'.repeat(60)}.${'v'.repeat(20)}.nl`, 'long'],
])('%s is refused as %s', (text, code) => {
  expect(parseEmail(text)).toEqual({ ok: false, code })
})

test('what generators of valid addresses make is accepted, and stays the same when read again', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      const once = parseEmail(address)
      expect(once.ok).toBe(true)
      if (once.ok) expect(parseEmail(once.value)).toEqual(once)
    }),
  )
})
