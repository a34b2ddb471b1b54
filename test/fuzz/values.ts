import fc from 'fast-check'
import type { Schema } from './document.ts'
import { evilText, forgedCursor } from './evil.ts'

/** Stands for the id of a record that exists; `fillIds` puts the id in. Its letters survive every encoding. */
export const idToken = (kind: string, n: number): string => `~id.${kind}.${n}~`

/** What values are made from besides the schema: the kinds of records that exist, the likely one first asked. */
export type Surroundings = { kinds: readonly string[]; likely?: string | undefined }

const named: Record<string, readonly string[]> = {
  sort: ['name', '-name', 'created_at', '-created_at', 'number', '-number', 'city', 'rank', 'name,-number'],
  status: ['active', 'inactive', 'archived', 'all', 'active,inactive'],
  kind: ['person', 'organisation', 'customer', 'customer,note'],
  columns: ['name', 'name,email,phone', 'id', 'number,name'],
  list: ['customers'],
  language: ['en', 'nl', 'fy'],
  country: ['NL', 'BE,NL', 'none', 'XX'],
  encoding: ['utf-8', 'windows-1252', 'utf-16le', 'shift_jis', 'none-such'],
  time_zone: ['Europe/Amsterdam', 'UTC', 'Mars/Phobos'],
  scopes: ['customers.read', 'administrator', 'tasks.write', 'nothing.read'],
  phone: ['+31 20 794 0800', '020-7940800', '+1 (212) 555-0199'],
  address: ['zzforeign.1@people.example', 'a@b.nl'],
  email: ['zzforeign.1@people.example', 'a@b.nl'],
  separator: [',', ';', '\t', '|'],
}

const kindsOfNames: Record<string, string> = {
  customer_id: 'customers',
  customer: 'customers',
  assignee_id: 'staff',
  assignee: 'staff',
  group_id: 'customer-groups',
  group: 'customer-groups',
  group_ids: 'security-groups',
  segment: 'segments',
  into: 'tags',
  tag: 'tags',
  ids: 'customers',
  except: 'customers',
  workspace_id: 'workspaces',
}

export function idOf(kinds: readonly string[], likely: string | undefined): fc.Arbitrary<string> {
  const some = fc.tuple(fc.constantFrom(...kinds), fc.nat(2)).map(([kind, n]) => idToken(kind, n))
  const best = likely && kinds.includes(likely) ? fc.nat(2).map((n) => idToken(likely, n)) : some
  return fc.oneof(
    { weight: 8, arbitrary: best },
    { weight: 1, arbitrary: some },
    { weight: 1, arbitrary: fc.uuid() },
  )
}

const dates = fc.oneof(
  fc.constantFrom('0001-01-01', '1582-10-10', '1900-02-28', '2024-02-29', '2026-01-31', '9999-12-31'),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
)
const times = fc.oneof(
  fc.constantFrom(
    '2099-01-01T00:00:00Z',
    '2026-01-31T12:00:00.000Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
  ),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
)
const emails = fc
  .tuple(
    fc.constantFrom('zzforeign.1', 'o.connor', 'x'.repeat(60)),
    fc.constantFrom('people.example', 'a.nl'),
  )
  .map(([name, host]) => `${name}@${host}`)

function text(schema: Schema, name: string, { kinds, likely }: Surroundings): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 10_000 } = schema
  if (format === 'uuid') return idOf(kinds, kindsOfNames[name] ?? likely)
  if (format === 'date') return dates
  if (format === 'date-time') return times
  if (format === 'email') return emails
  if (pattern) return fc.stringMatching(new RegExp(pattern))
  if (name === 'cursor') return forgedCursor
  const fits = (value: string) => value.length >= minLength && value.length <= maxLength
  const words = (named[name] ?? []).filter(fits)
  const own = kindsOfNames[name]
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.string({
        unit: 'grapheme',
        minLength: Math.min(minLength, 300),
        maxLength: Math.min(maxLength, Math.max(30, minLength)),
      }),
    },
    { weight: words.length > 0 ? 6 : 0, arbitrary: fc.constantFrom(...(words.length > 0 ? words : [''])) },
    { weight: own ? 4 : 0, arbitrary: idOf(kinds, own) },
    { weight: 2, arbitrary: evilText.filter(fits) },
    { weight: 1, arbitrary: fc.constantFrom(minLength, maxLength).map((length) => 'q'.repeat(length)) },
  )
}

function number({ minimum, exclusiveMinimum, maximum, type }: Schema): fc.Arbitrary<number> {
  const min = exclusiveMinimum !== undefined ? exclusiveMinimum + 1 : (minimum ?? Number.MIN_SAFE_INTEGER)
  const max = maximum ?? Number.MAX_SAFE_INTEGER
  const whole = fc.oneof(
    fc.constantFrom(min, max),
    fc.integer({ min: Math.max(min, -1000), max: Math.min(max, Math.max(min, 0) + 1000) }),
  )
  return type === 'integer' ? whole : fc.oneof(whole, fc.double({ min, max, noNaN: true }))
}

function object(schema: Schema, around: Surroundings): fc.Arbitrary<unknown> {
  const required = schema.required ?? []
  const entries = Object.entries(schema.properties ?? {}).map(([name, part]) =>
    required.includes(name)
      ? valuesOf(part, name, around).map((value) => [name, value] as const)
      : fc
          .option(valuesOf(part, name, around), { freq: 1, nil: undefined })
          .map((value) => [name, value] as const),
  )
  const fixed = fc
    .tuple(...entries)
    .map((pairs) => Object.fromEntries(pairs.filter(([, value]) => value !== undefined)))
  const { additionalProperties: more } = schema
  if (typeof more !== 'object') return fixed
  const keys = fc.oneof(
    fc.constantFrom('customers', 'tasks', 'notes', 'theme', '__proto__', 'toString'),
    evilText.filter((key) => key.length <= (schema.propertyNames?.maxLength ?? 200)),
  )
  return fc
    .tuple(fixed, fc.array(fc.tuple(keys, valuesOf(more, '', around)), { maxLength: 3 }))
    .map(([some, rest]) => Object.fromEntries([...Object.entries(some), ...rest]))
}

/** Values that the schema accepts, its boundaries among them. Rules beyond the schema may still refuse them. */
export function valuesOf(schema: Schema, name: string, around: Surroundings): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, name, around)))
  const types = [schema.type ?? []].flat()
  if (types.length > 1) return fc.oneof(...types.map((type) => valuesOf({ ...schema, type }, name, around)))
  switch (types[0]) {
    case 'object':
      return object(schema, around)
    case 'array': {
      const min = schema.minItems ?? 0
      const max = Math.min(schema.maxItems ?? 4, Math.max(min, 4))
      return fc.array(valuesOf(schema.items ?? {}, name, around), { minLength: min, maxLength: max })
    }
    case 'string':
      return text(schema, name, around)
    case 'number':
    case 'integer':
      return number(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>
  }
}
