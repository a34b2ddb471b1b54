import { createHash } from 'node:crypto'
import type { Ctx } from '#platform/context.ts'
import type { FileDescription } from '#platform/formats/file-description.ts'
import type { ImportMapping, ImportOptions } from './contract.ts'
import { squeezeHeader } from './mapping/header-names.ts'
import { CUSTOMERS } from './targets.ts'

type Remembered = { mapping: ImportMapping; options: Partial<ImportOptions> }
/** What a file is, and what it holds. */
type Source = { target: string; description: FileDescription }

/** What files from the same source have in common: their columns, in their order. Null for files without names. */
export function signatureOf({ target, description }: Source): string | null {
  const { hasHeader, columns } = description
  if (!hasHeader || columns.length === 0) return null
  const names = columns.map(({ name }) => squeezeHeader(name))
  return createHash('sha256')
    .update((target === CUSTOMERS ? names : [`\n${target}`, ...names]).join('\n'))
    .digest('base64url')
}

/** The mapping that was last used for a file with these columns. */
export async function recallMapping(ctx: Ctx, source: Source): Promise<Remembered | undefined> {
  const signature = signatureOf(source)
  if (!signature) return undefined
  const [found] = await ctx.rows<Remembered>(
    'SELECT mapping, options FROM import_mappings WHERE workspace_id = $1 AND signature = $2',
    [ctx.workspaceId, signature],
  )
  if (!found) return undefined
  // By position: the names may differ in case and accents.
  const mapping = source.description.columns.map(({ name }, i) => ({
    column: name,
    field: found.mapping[i]?.field ?? 'ignore',
  }))
  return { mapping, options: found.options }
}

/** Keeps what was chosen for the next file of this kind; what belongs to one file alone is left out. */
export async function rememberMapping(
  ctx: Ctx,
  source: Source,
  mapping: ImportMapping,
  options: ImportOptions,
): Promise<void> {
  const signature = signatureOf(source)
  if (!signature) return
  const { encoding: _e, separator: _s, has_header: _h, sheet: _t, tags: _g, ...kept } = options
  const ordered = source.description.columns.map(({ name }) => ({
    column: name,
    field: mapping.find(({ column }) => column === name)?.field ?? 'ignore',
  }))
  await ctx.rows(
    `INSERT INTO import_mappings (workspace_id, signature, mapping, options, updated_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (workspace_id, signature) DO UPDATE SET mapping = excluded.mapping, options = excluded.options, updated_at = excluded.updated_at`,
    [ctx.workspaceId, signature, JSON.stringify(ordered), JSON.stringify(kept), ctx.now],
  )
}
