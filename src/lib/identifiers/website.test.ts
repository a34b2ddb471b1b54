import { expect, test } from 'vitest'
import { parseWebsite } from './website.ts'

test.each([
  ['example.org', 'https://example.org'],
  [' HTTP://Example.org/ ', 'http://example.org'],
  ['//x.nl/a?b=1#c', 'https://x.nl/a?b=1#c'],
  ['example.org:8080/x', 'https://example.org:8080/x'],
  ['www.münchen.de', 'https://www.xn--mnchen-3ya.de'],
])('%s is stored as %s', (text, value) => expect(parseWebsite(text)).toEqual({ ok: true, value }))

test.each([
  ['', 'empty'],
  ['javascript:alert(1)', 'scheme'],
  ['JavaScript://x.nl/%0aalert(1)', 'scheme'],
  ['\u0001javascript:alert(1)', 'scheme'],
  ['java\tscript:alert(1)', 'form'],
  ['data:text/html,x', 'scheme'],
  ['ftp://x.nl', 'scheme'],
  ['https://u:p@x.nl', 'credentials'],
  ['localhost', 'form'],
  ['a b.nl', 'form'],
  [`x.nl/${'a'.repeat(2050)}`, 'long'],
])('%j is refused as %s', (text, code) => expect(parseWebsite(text)).toEqual({ ok: false, code }))
