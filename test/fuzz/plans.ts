import fc from 'fast-check'
import { broken } from './breaking.ts'
import type { Operation, Parameter, Schema } from './document.ts'
import { evilText, evilValue, forgedCursor } from './evil.ts'
import { anyUpload } from './uploads.ts'
import { idOf, type Surroundings, valuesOf } from './values.ts'

/** A request before it is sent: `caller` is somebody of the world, ids are still tokens. Binary bodies are base64. */
export type Plan = {
  caller: string
  key: string
  method: string
  path: string
  headers: Record<string, string>
  body?: { text: string } | { base64: string }
}

/** The kind of record that the ids of a path belong to: what stands before them. */
export const kindOfPath = (path: string): string =>
  /^\/api\/v1\/(.+?)\/\{/.exec(path)?.[1]?.replace('/', '_') ?? ''

const encoded = fc.oneof(
  { weight: 8, arbitrary: fc.constant(encode) },
  { weight: 1, arbitrary: fc.constant((text: string) => encode(text).replaceAll('%20', '+')) },
)

/** Percent-encoding that also takes lone surrogates, as the bytes that a careless program would send. */
function encode(text: string): string {
  return [...text]
    .map((letter) =>
      /[\ud800-\udfff]/.test(letter) && letter.length === 1 ? '%ED%A0%80' : encodeURIComponent(letter),
    )
    .join('')
}

const brokenSegments = fc.constantFrom(
  '%',
  '%zz',
  '%00',
  '%ff',
  '%C0%AF',
  '..',
  '%2e%2e',
  '%2F',
  '~',
  '*',
  '1',
)

function pathOf(operation: Operation, around: Surroundings): fc.Arbitrary<string> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const parts = names.map((name) =>
    fc.oneof(
      {
        weight: 12,
        arbitrary:
          name === 'id' ? idOf(around.kinds, around.likely) : fc.string({ minLength: 20, maxLength: 60 }),
      },
      { weight: 1, arbitrary: evilText.filter((text) => text.length < 1000) },
      { weight: 1, arbitrary: brokenSegments.map((segment) => ({ raw: segment })) },
    ),
  )
  return fc.tuple(...parts).map((values) => {
    let n = 0
    return operation.path.replace(/\{\w+\}/g, () => {
      const value = values[n++]!
      return typeof value === 'string' ? encode(value) : value.raw
    })
  })
}

type Pair = [name: string, value: string]

const inQuery = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

function pairsOf({ name, schema }: Parameter, value: unknown): Pair[] {
  if (schema.type !== 'object' || typeof value !== 'object' || value === null || Array.isArray(value))
    return [[name, inQuery(value)]]
  return Object.entries(value).map(([inner, item]) => [`${name}[${inner}]`, inQuery(item)])
}

const strayPairs: fc.Arbitrary<Pair> = fc.oneof(
  fc.constantFrom<Pair>(
    ['__proto__[administrator]', 'true'],
    ['filter[__proto__]', '1'],
    ['filter[constructor]', '1'],
    ['filter', '1'],
    ['filter[name][deep]', '1'],
    ['filter[]', '1'],
    ['limit', '1e9'],
    ['limit', ''],
    ['limit', '0x10'],
    ['offset', '1000001'],
    ['offset', '-1'],
    ['sort', 'workspace_id'],
    ['sort', '-name,name,,'],
    ['', ''],
    ['cursor', ''],
    ['count', 'exact'],
  ),
  forgedCursor.map((cursor): Pair => ['cursor', cursor]),
  fc.tuple(
    evilText.filter((text) => text.length < 50),
    evilText,
  ) as fc.Arbitrary<Pair>,
)
const brokenTails = fc.constantFrom(
  '&%zz',
  '&a=%',
  '&%00=%00',
  '&=',
  '&&&',
  '&limit',
  '#fragment',
  '?',
  '&q=%FF%FE',
)

function queryOf(parameters: Parameter[], around: Surroundings): fc.Arbitrary<string> {
  const present = parameters.map((parameter) => {
    const valid = valuesOf(parameter.schema, parameter.name, around)
    const value = fc.oneof({ weight: 5, arbitrary: valid }, { weight: 1, arbitrary: broken(valid) })
    const pairs = value.map((chosen) => pairsOf(parameter, chosen))
    return parameter.required ? pairs : fc.option(pairs, { nil: [] as Pair[], freq: 1 })
  })
  const strays = fc.oneof(
    { weight: 5, arbitrary: fc.constant([] as Pair[]) },
    { weight: 2, arbitrary: fc.array(strayPairs, { minLength: 1, maxLength: 3 }) },
  )
  const twice = fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(2) })
  const tail = fc.oneof({ weight: 15, arbitrary: fc.constant('') }, { weight: 1, arbitrary: brokenTails })
  return fc
    .tuple(fc.tuple(...present), strays, twice, tail, encoded)
    .map(([given, extra, times, end, code]) => {
      const pairs = Array.from({ length: times }, () => [...given.flat(), ...extra]).flat()
      const text = pairs.map(([name, value]) => `${code(name)}=${code(value)}`).join('&')
      // Beyond 16 KB of address and headers Node itself refuses: that is tried on the bare socket.
      return text || end ? `?${text.slice(0, 8_000)}${end}` : ''
    })
}

const rareHeaders = fc.record(
  {
    'if-match': fc.constantFrom(
      '"1"',
      '"2"',
      '*',
      'W/"1"',
      '1',
      '"-1"',
      '"99999999999"',
      'latest',
      '',
      '"1", "2"',
    ),
    'idempotency-key': fc.oneof(
      fc.constantFrom('again-1', 'again-2', '"again-3"', '', "x' OR 1=1 --", 'é', 'k'.repeat(201), 'a b'),
      fc.uuid(),
    ),
    'accept-language': fc.constantFrom('nl', '*;q=9', '\u00ff'),
    'accept-encoding': fc.constantFrom('gzip', 'br;q=1.0, *;q=0.5', 'nonsense', 'identity;q=0'),
    'if-none-match': fc.constantFrom('*', '"x"'),
    'sec-fetch-site': fc.constantFrom('cross-site', 'same-origin', 'none', 'nonsense'),
    origin: fc.constantFrom('https://evil.example', 'null', 'not a url', 'http://'),
    cookie: fc.constantFrom('regulars.session_token=forged.abc', '=', ';;;', 'a=%zz; regulars.workspace=%00'),
  },
  { requiredKeys: [] },
)
const headers = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: rareHeaders },
  { weight: 2, arbitrary: fc.record({ 'if-match': fc.constantFrom('"1"', '"2"', '*') }) },
) as fc.Arbitrary<Record<string, string>>

const brokenJson = fc.constantFrom(
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '1e999',
  '{"a":1,"a":2}',
  '{"name":"x",}',
  '\ufeff{}',
  '{"name":"\\ud800"}',
  'undefined',
  '['.repeat(50_000),
  '<xml/>',
)
const types = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'text/plain',
      'application/json; charset=utf-16',
      'application/merge-patch+json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'application/problem+json',
      'nonsense',
      '/',
    ),
  },
)

type Content = Pick<Plan, 'body'> & { type?: string }

function jsonContent(schema: Schema, around: Surroundings): fc.Arbitrary<Content> {
  const valid = valuesOf(schema, '', around)
  const text = fc.oneof(
    { weight: 8, arbitrary: valid.map((value) => JSON.stringify(value)) },
    { weight: 6, arbitrary: broken(valid).map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: evilValue.map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: brokenJson },
  )
  return fc.tuple(text, types).map(([body, type]) => ({ body: { text: body }, type }))
}

function contentOf(operation: Operation, around: Surroundings): fc.Arbitrary<Content> {
  if (operation.upload) return anyUpload
  if (operation.body) return jsonContent(operation.body, around)
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant({}) },
    {
      weight: operation.method === 'GET' ? 0 : 1,
      arbitrary: fc.tuple(brokenJson, types).map(([text, type]) => ({ body: { text }, type })),
    },
  )
}

const whoever = fc.oneof(
  { weight: 8, arbitrary: fc.constant('administrator') },
  { weight: 5, arbitrary: fc.constant('administrator-session') },
  { weight: 3, arbitrary: fc.constant('limited') },
  { weight: 2, arbitrary: fc.constant('reader-key') },
  { weight: 1, arbitrary: fc.constant('nobody') },
)

/** A request that its schema accepts, by an administrator. */
function rightPlan(operation: Operation, around: Surroundings): fc.Arbitrary<Plan> {
  const content: fc.Arbitrary<Content> = operation.upload
    ? anyUpload
    : operation.body
      ? valuesOf(operation.body, '', around).map((value) => ({
          body: { text: JSON.stringify(value) },
          type: 'application/json',
        }))
      : fc.constant({})
  return content.map(
    ({ body, type }): Plan => ({
      caller: 'administrator',
      key: operation.key,
      method: operation.method,
      path: operation.path,
      headers: { ...(type && { 'content-type': type }) },
      ...(body && { body }),
    }),
  )
}

/** Requests for one operation: right ones, ones at the edge, and broken ones; with `right`, right ones only. */
export function planFor(
  operation: Operation,
  kinds: readonly string[],
  { right = false } = {},
): fc.Arbitrary<Plan> {
  const around = { kinds, likely: kindOfPath(operation.path) }
  if (right) return rightPlan(operation, around)
  const query = operation.parameters.filter((parameter) => parameter.in === 'query')
  return fc
    .tuple(whoever, pathOf(operation, around), queryOf(query, around), headers, contentOf(operation, around))
    .map(([caller, path, search, given, { body, type }]) => ({
      caller,
      key: operation.key,
      method: operation.method,
      path: path + search,
      headers: { ...given, ...(type && { 'content-type': type }) },
      ...(body && { body }),
    }))
}

export const anyPlan = (operations: readonly Operation[], kinds: readonly string[]): fc.Arbitrary<Plan> =>
  fc.oneof(...operations.map((operation) => planFor(operation, kinds)))
