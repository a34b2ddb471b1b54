import { z } from 'zod'

type Json = {
  type?: string
  format?: string
  pattern?: string
  const?: unknown
  examples?: unknown[]
  enum?: unknown[]
  anyOf?: Json[]
  oneOf?: Json[]
  properties?: Record<string, Json>
  required?: string[]
  items?: Json
  minItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
}

/** Where in an input an id of a record stands, as a JSON pointer; `/*` is any place of a list. */
export type IdPlace = { pointer: string; property: string }

const jsonOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
const variants = (schema: Json) => schema.anyOf ?? schema.oneOf ?? []

/** Every place of an input that takes the id of a record, optional ones too. */
export function idPlaces(schema: z.ZodType | undefined): IdPlace[] {
  if (!schema) return []
  const places: IdPlace[] = []
  const walk = (part: Json, pointer: string, property: string) => {
    if (part.format === 'uuid') places.push({ pointer, property })
    for (const variant of variants(part)) walk(variant, pointer, property)
    for (const [name, value] of Object.entries(part.properties ?? {})) walk(value, `${pointer}/${name}`, name)
    if (part.items) walk(part.items, `${pointer}/*`, property)
  }
  walk(jsonOf(schema), '', '')
  return [...new Map(places.map((place) => [place.pointer, place])).values()]
}

const formats: Record<string, string> = {
  uuid: '018f4a3e-0000-7000-8000-000000000000',
  email: 'sample@people.example',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
}
const patterns: Record<string, string> = { '^[A-Z]{2}$': 'NL', '^[A-Z]{3}$': 'EUR' }
const words = 'sample of seven teapots overboard'

function text({ format, pattern, minLength = 0, maxLength = 200 }: Json): string {
  if (format && formats[format]) return formats[format]
  if (pattern && patterns[pattern]) return patterns[pattern]
  return words.padEnd(minLength, 'x').slice(0, maxLength)
}

/** The least input that a schema accepts, with `value` at `pointer` where one is named. */
function build(part: Json, pointer = '', at?: { pointer: string; value: unknown }): unknown {
  if (at?.pointer === pointer && part.format === 'uuid') return at.value
  if (part.const !== undefined) return part.const
  if (part.examples) return part.examples[0]
  if (part.enum) return part.enum[0]
  const towards = (inner: string) =>
    at !== undefined && (at.pointer === inner || at.pointer.startsWith(`${inner}/`))
  const choices = variants(part)
  if (choices.length > 0) {
    const leads = choices.find(
      (choice) => at && JSON.stringify(build(choice, pointer, at))?.includes(String(at.value)),
    )
    return build(leads ?? choices[0]!, pointer, at)
  }
  if (part.type === 'object') {
    const names = Object.keys(part.properties ?? {})
    const required = part.required ?? []
    const kept = names.filter((name) => required.includes(name) || towards(`${pointer}/${name}`))
    const used = kept.length === 0 && pointer === '' ? names.slice(0, 1) : kept
    return Object.fromEntries(
      used.map((name) => [name, build(part.properties![name]!, `${pointer}/${name}`, at)]),
    )
  }
  if (part.type === 'array') {
    const length = Math.max(part.minItems ?? 0, towards(`${pointer}/*`) ? 1 : 0)
    return Array.from({ length }, () => build(part.items!, `${pointer}/*`, at))
  }
  if (part.type === 'string') return text(part)
  if (part.type === 'number' || part.type === 'integer') return part.minimum ?? 1
  if (part.type === 'boolean') return true
  return null
}

/**
 * An input that the schema accepts, made from the schema alone.
 * @throws when it cannot make one: then give the schema an example (`.meta({ examples: […] })`)
 */
export function sampleOf(schema: z.ZodType | undefined, at?: { pointer: string; value: unknown }): unknown {
  if (!schema) return undefined
  const sample = build(jsonOf(schema), '', at)
  const parsed = schema.safeParse(sample)
  if (!parsed.success)
    throw new Error(`no sample could be made: ${JSON.stringify(sample)} ${parsed.error.message}`)
  return sample
}
