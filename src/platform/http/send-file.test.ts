import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentDisposition, rangeOf } from './send-file.ts'

test('a name in a header is one line of visible ASCII, and decodes to what it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (name) => {
      const header = contentDisposition('attachment', name)
      expect(header).toMatch(/^attachment; filename="[\w. ()-]*"; filename\*=UTF-8''[\w.%!~-]*$/)
      expect(decodeURIComponent(header.split("UTF-8''")[1]!)).toBe(name.toWellFormed())
    }),
  )
})

test('a range is within the file, whatever is asked for', () => {
  const bound = fc.oneof(fc.constant(''), fc.nat(2000).map(String), fc.constant('999999999999999'))
  fc.assert(
    fc.property(bound, bound, fc.integer({ min: 1, max: 1000 }), (first, last, size) => {
      const range = rangeOf(`bytes=${first}-${last}`, size)
      if (range === null || range === 'behind') return
      expect(range.start).toBeGreaterThanOrEqual(0)
      expect(range.end).toBeGreaterThanOrEqual(range.start)
      expect(range.end).toBeLessThan(size)
    }),
  )
})

test('the forms of a range mean what the standard says', () => {
  const told: [header: string | undefined, meant: unknown][] = [
    [undefined, null],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-99', { start: 0, end: 9 }],
    ['bytes=-0', 'behind'],
    ['bytes=10-', 'behind'],
    ['bytes=3-2', null],
    ['bytes=0-1,2-3', null],
    ['items=0-1', null],
    ['bytes=a-b', null],
  ]
  for (const [header, meant] of told) expect(rangeOf(header, 10), header).toEqual(meant)
})
