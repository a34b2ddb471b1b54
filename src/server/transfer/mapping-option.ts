import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type ImportField, importFields, importMapping } from '#modules/transfer/contract.ts'

type Mapping = z.output<typeof importMapping>

const pairs = z.union([importMapping, z.record(z.string(), z.enum(importFields))])

/** The mapping of `--mapping`, over the one that was found: "Column=field,…" or the name of a JSON file. */
export async function readMapping(text: string, found: Mapping): Promise<Mapping> {
  const chosen = existsSync(text) ? await fromFile(text) : fromText(text)
  const taken = new Set(chosen.values())
  const rest = found.filter(({ column }) => !chosen.has(column))
  return [
    ...[...chosen].map(([column, field]) => ({ column, field })),
    // What was chosen by hand takes its field away from the column that was found for it.
    ...rest.map(({ column, field }) => ({ column, field: taken.has(field) ? ('ignore' as const) : field })),
  ]
}

async function fromFile(path: string): Promise<Map<string, ImportField>> {
  const parsed = pairs.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success)
    throw new Error(
      `${path} holds no mapping. Give {"Column": "field"} with fields of: ${importFields.join(', ')}`,
    )
  const { data } = parsed
  return new Map(
    Array.isArray(data) ? data.map(({ column, field }) => [column, field]) : Object.entries(data),
  )
}

function fromText(text: string): Map<string, ImportField> {
  return new Map(
    text.split(',').map((pair): [string, ImportField] => {
      const at = pair.lastIndexOf('=')
      const field = pair.slice(at + 1).trim()
      if (at < 1 || !(importFields as readonly string[]).includes(field))
        throw new Error(`--mapping: "${pair}" is not Column=field. Fields: ${importFields.join(', ')}`)
      return [pair.slice(0, at).trim(), field as ImportField]
    }),
  )
}
