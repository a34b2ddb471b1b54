import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { cutPage, decodeCursor, isInteger32 } from '#platform/http/paging.ts'
import type { RejectedRow } from './running/write-batch.ts'

const columns = {
  workspace_id: 'uuid',
  import_id: 'uuid',
  line: 'integer',
  position: 'smallint',
  column_name: 'text',
  code: 'text',
  message: 'text',
  cells: 'jsonb',
}

/** A cell as PostgreSQL can keep it: no NUL, no half of a surrogate pair. */
const storable = (cell: string) => (cell.includes('\0') ? cell.replaceAll('\0', '') : cell).toWellFormed()

/** Keeps refused rows with their reasons, in the transaction that counts them. The cells go with the first reason. */
export async function keepRejections(
  ctx: Ctx,
  importId: string,
  rejected: readonly RejectedRow[],
): Promise<void> {
  const rows = rejected.flatMap(({ row, refusals }) =>
    refusals.slice(0, 30).map((refusal, position) => ({
      workspace_id: ctx.workspaceId,
      import_id: importId,
      line: row.line,
      position,
      column_name: refusal.column,
      code: refusal.code,
      message: storable(refusal.message),
      cells: position === 0 ? row.cells.map(storable) : [],
    })),
  )
  await insertRows(ctx, 'import_rejections', columns, rows)
}

export type StoredRejection = {
  line: number
  position: number
  column: string | null
  code: string
  message: string
  cells: string[]
}

type Position = [line: number, position: number]
const isPosition = (values: unknown): values is Position =>
  Array.isArray(values) && values.length === 2 && values.every(isInteger32)

const select = `
  SELECT r.line, r.position, r.column_name AS column, r.code, r.message, f.cells
  FROM import_rejections r
  JOIN import_rejections f ON f.workspace_id = r.workspace_id AND f.import_id = r.import_id AND f.line = r.line AND f.position = 0
  WHERE r.workspace_id = $1 AND r.import_id = $2`

/** Reasons in the order of the file; a row with several has several entries. */
export async function listRejections(
  ctx: Ctx,
  importId: string,
  { limit, cursor }: { limit: number; cursor?: string },
) {
  const after = decodeCursor(cursor, isPosition) ?? [0, -1]
  const found = await ctx.rows<StoredRejection>(
    `${select} AND (r.line, r.position) > ($3, $4::integer) ORDER BY r.line, r.position LIMIT $5`,
    [ctx.workspaceId, importId, ...after, limit + 1],
  )
  const { rows, next_cursor } = cutPage(found, limit, ({ line, position }): Position => [line, position])
  return { items: rows.map(({ position: _, ...rejection }) => rejection), next_cursor }
}

/** Refused rows, each once with all its reasons, in batches. */
export async function* readRejections(
  ctx: Ctx,
  importId: string,
): AsyncGenerator<{ line: number; cells: string[]; reasons: StoredRejection[] }[]> {
  let after = 0
  for (;;) {
    const lines = await ctx.rows<{ line: number; cells: string[]; reasons: StoredRejection[] }>(
      `SELECT f.line, f.cells, (SELECT json_agg(json_build_object('column', r.column_name, 'code', r.code, 'message', r.message) ORDER BY r.position)
          FROM import_rejections r WHERE r.workspace_id = f.workspace_id AND r.import_id = f.import_id AND r.line = f.line) AS reasons
       FROM import_rejections f
       WHERE f.workspace_id = $1 AND f.import_id = $2 AND f.position = 0 AND f.line > $3 ORDER BY f.line LIMIT 1000`,
      [ctx.workspaceId, importId, after],
    )
    if (lines.length === 0) return
    yield lines
    after = lines.at(-1)!.line
  }
}

export const forgetRejections = (ctx: Ctx, importId: string) =>
  ctx.rows('DELETE FROM import_rejections WHERE workspace_id = $1 AND import_id = $2', [
    ctx.workspaceId,
    importId,
  ])
