import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowDigest } from './row-digest.ts'

function digest(chunks: readonly Buffer[]) {
  const sum = rowDigest()
  for (const chunk of chunks) sum.add(chunk)
  return sum.finish()
}
const lines = (rows: readonly string[]) => Buffer.from(rows.map((row) => `${row}\n`).join(''))
const rows = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\t', '\\', 'é') }), { maxLength: 30 })

test('neither the order of rows nor how they are cut into chunks matters', () => {
  fc.assert(
    fc.property(rows, fc.array(fc.nat(200)), (given, cuts) => {
      const bytes = lines(given)
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort(
        (a, b) => a - b,
      )
      const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end))
      expect(digest(chunks)).toEqual(digest([lines(given.toReversed())]))
      expect(digest(chunks)).toMatchObject({ rows: given.length, bytes: bytes.length })
    }),
  )
})

test('another row, one row less, and one row twice all show', () => {
  const one = digest([lines(['a', 'b', 'c'])]).digest
  const others = [
    ['a', 'b', 'd'],
    ['a', 'b'],
    ['a', 'b', 'c', 'c'],
    ['a', 'bc', ''],
  ].map((given) => digest([lines(given)]).digest)
  expect(new Set([one, ...others]).size).toBe(5)
})
