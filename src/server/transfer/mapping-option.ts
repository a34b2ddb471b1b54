import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type ImportMapping, importMapping } from '#modules/transfer/contract.ts'

const pairs = z.union([importMapping, z.record(z.string(), z.string())])

/** The mapping of `--mapping`, over the one that was found: "Column=field,…" or the name of a JSON file. */
export async function readMapping(text: string, found: ImportMapping): Promise<ImportMapping> {
  const chosen = existsSync(text) ? await fromFile(text) : fromText(text)
  const taken = new Set(chosen.values())
  const rest = found.filter(({ column }) => !chosen.has(column))
  return [
    ...[...chosen].map(([column, field]) => ({ column, field })),
    // What was chosen by hand takes its field away from the column that was found for it.
    ...rest.map(({ column, field }) => ({ column, field: taken.has(field) ? 'ignore' : field })),
  ]
}

async function fromFile(path: string): Promise<Map<string, string>> {
  const parsed = pairs.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path} holds no mapping. Give {"Column": "field"}.`)
  const { data } = parsed
  return new Map(
    Array.isArray(data) ? data.map(({ column, field }) => [column, field]) : Object.entries(data),
  )
}

function fromText(text: string): Map<string, string> {
  return new Map(
    text.split(',').map((pair): [string, string] => {
      const at = pair.lastIndexOf('=')
      const field = pair.slice(at + 1).trim()
      if (at < 1 || field === '') throw new Error(`--mapping: "${pair}" is not Column=field.`)
      return [pair.slice(0, at).trim(), field]
    }),
  )
}
