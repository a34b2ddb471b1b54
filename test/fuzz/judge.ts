import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { OpenApi, Operation, Schema } from './document.ts'

export type Received = {
  status: number
  headers: Record<string, string | string[] | undefined>
  /** Undefined for a stream without end, of which only the head was read. */
  body: Buffer | undefined
}

/** Says what is wrong with an answer to an operation; undefined when it fits the document. */
export type Judge = (operation: Operation, answer: Received) => string | undefined

// Only in problems: other answers may repeat what a person typed, which may look like anything.
const insides =
  /\n\s+at |node_modules|node:internal|\/src\/\w+\/|file:\/\/|\bSELECT\b .*\bFROM\b|INSERT INTO|duplicate key value|violates .* constraint|relation "|column "|invalid input syntax|syntax error at|malformed array|\bENOENT\b|\/tmp\//

const standing: Record<string, RegExp> = {
  'x-content-type-options': /^nosniff$/,
  'content-security-policy': /default-src/,
  'x-frame-options': /^DENY$/,
  'cache-control': /no-store|no-cache/,
}

const mediaType = (header: unknown) =>
  String(header ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase()
const covers = (documented: string, present: string) =>
  documented === '*/*' ||
  documented === present ||
  (documented.endsWith('/*') && present.startsWith(documented.slice(0, -1)))

export function makeJudge(document: OpenApi): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  ;(addFormats as unknown as (to: Ajv2020) => void)(ajv)
  const compiled = new Map<Schema, ValidateFunction>()

  function resolve(schema: Schema): Schema {
    const name = schema.$ref?.replace('#/components/schemas/', '')
    return name ? document.components.schemas[name]! : schema
  }
  function faultOf(given: Schema, value: unknown): string | undefined {
    const schema = resolve(given)
    const validate = compiled.get(schema) ?? ajv.compile(schema)
    compiled.set(schema, validate)
    return validate(value) ? undefined : ajv.errorsText(validate.errors)
  }

  return ({ responses }, { status, headers, body }) => {
    if (status >= 500) return `status ${status}`
    const documented = responses[status] ?? (status >= 400 ? responses['default'] : undefined)
    if (!documented) return `status ${status} is not documented`
    for (const [name, form] of Object.entries(standing)) {
      if (body && !form.test(String(headers[name]))) return `header ${name}: ${headers[name]}`
    }
    const type = mediaType(headers['content-type'])
    if (!documented.content) return body && body.length > 0 ? `status ${status} has a body` : undefined
    const fitting = Object.entries(documented.content).find(([name]) => covers(name, type))
    if (!fitting) return `content type ${type || 'none'} is not documented for ${status}`
    if (!body) return undefined
    const text = body.toString()
    const inside = status >= 400 ? insides.exec(text) : null
    if (inside) return `tells its insides: ${inside[0].trim()}`
    if (!/json$/.test(type) || !fitting[1].schema) return undefined
    const value = parsed(text)
    if (value === undefined) return 'the body is not JSON'
    if (status >= 400 && (value as { status?: number }).status !== status)
      return 'the problem names another status'
    return faultOf(fitting[1].schema, value)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
