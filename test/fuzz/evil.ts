import fc from 'fast-check'

/** JSON that `JSON.stringify` cannot make: a property that is called like the prototype. */
const prototypes = [
  '{"__proto__":{"administrator":true,"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
].map((text) => JSON.parse(text) as unknown)

const texts = [
  '',
  ' ',
  '\u0000',
  'before\u0000after',
  '\ud800',
  '\udfff\ud800',
  '\u202eright to left',
  'שלום עולם مرحبا',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  'a\u0300\u0301\u0302\u0303'.repeat(20),
  'İıſßﬁŉ',
  '\ufeff',
  '\ufffe\uffff',
  "'; DROP TABLE customers; --",
  '" OR 1=1',
  '%',
  '_',
  '\\',
  '%_\\%',
  '$1',
  '\u0024{7*7}',
  '{{7*7}}',
  '*',
  '(((((((((((((((((((((a',
  'a+'.repeat(40),
  '\t\r\n',
  'x\r\nSet-Cookie: a=b',
  '=1+1',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  'C:\\windows\\win.ini',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'true',
  'NaN',
  'Infinity',
  '-0',
  '0x10',
  '1e308',
  '1e999',
  '99999999999999999999',
  '-1',
  '١٢٣',
  ',',
  ',,,,',
  'me',
  'none',
  'all',
  '0000-00-00',
  '2026-02-30',
  '9999-12-31',
  '+275760-09-13',
  '-000001-01-01',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'urn:uuid:00000000-0000-0000-0000-000000000000',
  '{}',
  '[]',
]

const long = fc
  .tuple(fc.constantFrom('a', ' ', 'é', '👍', 'a ', '%', '\\', '('), fc.constantFrom(300, 2_001, 25_000))
  .map(([unit, length]) => unit.repeat(length))

/** Text that programs stumble over. */
export const evilText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...texts) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: long },
)

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value }
  return value
}

/** Any JSON at all, and what no schema of ours expects. */
export const evilValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: evilText as fc.Arbitrary<unknown> },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -0,
      -1,
      1.5,
      1e308,
      -1e308,
      5e-324,
      2 ** 31,
      2 ** 53,
      2 ** 63,
      [],
      {},
      [[]],
      [null],
      { id: null },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...prototypes) },
  { weight: 1, arbitrary: fc.constantFrom(20, 200, 2_000).map(nested) },
  { weight: 1, arbitrary: fc.constantFrom(11, 501, 10_001).map((length) => Array(length).fill('x')) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown> },
)

/** What a cursor may be forged from. */
export const forgedCursor: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 3, arbitrary: fc.array(evilValue, { maxLength: 4 }) as fc.Arbitrary<unknown> },
    {
      weight: 3,
      arbitrary: fc.array(
        fc.oneof(fc.uuid(), fc.constantFrom<unknown>('a', 1, null, true, '2026-01-01T00:00:00Z', '')),
        { minLength: 1, maxLength: 4 },
      ) as fc.Arbitrary<unknown>,
    },
    { weight: 2, arbitrary: evilValue },
    { weight: 1, arbitrary: fc.uuid() as fc.Arbitrary<unknown> },
  )
  .map((value) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url'))
