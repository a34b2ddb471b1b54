import type { z } from 'zod'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import type { FileDescription } from '#platform/formats/file-description.ts'
import { cutPage, decodeCursor, isId } from '#platform/http/paging.ts'
import type { ImportMapping, ImportOptions, importRecord } from './contract.ts'
import { demandTarget, visibleTargets } from './targets.ts'

export type ImportRecord = z.output<typeof importRecord>
export type ImportState = ImportRecord['state']

/** An import as stored. */
export type StoredImport = Omit<
  ImportRecord,
  'description' | 'mapping' | 'mapping_remembered' | 'progress'
> & {
  file_id: string
  description: FileDescription
  mapping: { columns: ImportMapping; remembered: boolean }
  options: ImportOptions
  bytes_done: number
  cancel_requested: boolean
}

const select = `SELECT id, target, file_id, file_name, description, mapping, options, state, rows_read, created, updated, skipped,
    rejected, bytes_done, preview, error, cancel_requested, requested_by, created_at, started_at, finished_at,
    (SELECT json_build_object('id', u.id, 'job_id', u.job_id, 'state', coalesce(j.state, 'done'), 'undone', u.undone,
       'deleted', u.deleted, 'kept', u.kept)
     FROM undos u LEFT JOIN background_jobs j ON j.workspace_id = u.workspace_id AND j.id = u.job_id
     WHERE u.workspace_id = imports.workspace_id AND u.operation_id = imports.id ORDER BY u.id DESC LIMIT 1) AS undo
  FROM imports WHERE workspace_id = $1`

/** An import by id; 404 when there is none in this workspace. */
export async function findImport(
  ctx: Ctx,
  id: string,
  purpose: 'read' | 'update' = 'read',
): Promise<StoredImport> {
  const [found] = await ctx.rows<StoredImport>(
    `${select} AND id = $2 ${purpose === 'update' ? 'FOR UPDATE' : ''}`,
    [ctx.workspaceId, id],
  )
  if (!found) throw missing('import')
  return found
}

/** An import by id, for somebody who may import what it holds. */
export async function demandImport(
  ctx: Ctx,
  id: string,
  purpose: 'read' | 'update' = 'read',
): Promise<StoredImport> {
  const found = await findImport(ctx, id, purpose)
  await demandTarget(ctx, found.target)
  return found
}

export async function listImports(ctx: Ctx, { limit, cursor }: { limit: number; cursor?: string }) {
  const after = decodeCursor(cursor, isId) ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  const found = await ctx.rows<StoredImport>(
    `${select} AND id < $2 AND ($3::text[] IS NULL OR target = ANY ($3::text[])) ORDER BY id DESC LIMIT $4`,
    [ctx.workspaceId, after, await visibleTargets(ctx), limit + 1],
  )
  const { rows, next_cursor } = cutPage(found, limit, (row) => row.id)
  return { items: rows.map(toRecord), next_cursor }
}

const finished: ReadonlySet<ImportState> = new Set(['checked', 'done'])

/** What a caller sees of an import. */
export function toRecord(stored: StoredImport): ImportRecord {
  const { file_id: _f, bytes_done, cancel_requested: _c, description, mapping, ...rest } = stored
  const { format, size, encoding, separator, hasHeader, columns, sheets, sheet, rowsEstimate } = description
  return {
    ...rest,
    description: {
      format,
      size,
      encoding: encoding ?? null,
      separator: separator ?? null,
      has_header: hasHeader ?? false,
      columns,
      sheets: sheets ?? [],
      sheet: sheet ?? null,
      rows_estimate: rowsEstimate,
    },
    mapping: mapping.columns,
    mapping_remembered: mapping.remembered,
    progress: finished.has(stored.state) ? 1 : size > 0 ? Math.min(1, bytes_done / size) : 0,
  }
}
