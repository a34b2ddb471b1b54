import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { withoutSort } from '#capabilities/declaration/sorts.ts'
import type { Kept } from '#capabilities/history/undo.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { cutPage, decodeCursor } from '#platform/http/paging.ts'
import type { keptItem } from './contract.ts'
import { readUndo } from './stored-undo.ts'

const columns = {
  workspace_id: 'uuid',
  undo_id: 'uuid',
  id: 'uuid',
  customer_id: 'uuid',
  kind: 'text',
  record_id: 'uuid',
  field: 'text',
  reason: 'text',
}

/** Keeps what an undo left as it is. */
export const keepKept = (ctx: Ctx, undo_id: string, kept: readonly Kept[]): Promise<void> =>
  insertRows(
    ctx,
    'undo_kept',
    columns,
    kept.map((one) => ({ ...one, workspace_id: ctx.workspaceId, undo_id, id: uuidv7() })),
  )

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)

export async function listKept(ctx: Ctx, id: string, { limit, cursor }: { limit: number; cursor?: string }) {
  await readUndo(ctx, id)
  const after = decodeCursor(cursor, isId) ?? '00000000-0000-0000-0000-000000000000'
  const found = await ctx.rows<z.output<typeof keptItem>>(
    `SELECT k.id, k.kind, k.record_id, k.field, k.reason,
            json_build_object('id', k.customer_id, 'number', c.number, 'name', coalesce(
              CASE c.kind WHEN 'organisation' THEN c.company_name ELSE concat_ws(' ', c.first_name, c.last_name) END, '')) AS customer
     FROM undo_kept k LEFT JOIN customers c ON c.workspace_id = k.workspace_id AND c.id = k.customer_id
     WHERE k.workspace_id = $1 AND k.undo_id = $2 AND k.id > $3 ORDER BY k.id LIMIT $4`,
    [ctx.workspaceId, id, after, limit + 1],
  )
  const { rows, next_cursor } = cutPage(found, limit, (row) => row.id)
  return { items: rows.map((row) => ({ ...row, kind: withoutSort(row.kind) })), next_cursor }
}
