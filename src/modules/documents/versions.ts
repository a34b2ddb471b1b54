import type { Ctx } from '#platform/context.ts'

/** Adds a version behind all others, also behind those that were taken back. @returns its number */
export async function addVersionRow(
  ctx: Ctx,
  {
    documentId,
    fileId,
    restoredFrom = null,
  }: { documentId: string; fileId: string; restoredFrom?: number | null },
): Promise<number> {
  const by = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  const [row] = await ctx.rows<{ number: number }>(
    `INSERT INTO document_versions (workspace_id, document_id, number, file_id, restored_from, created_by, created_at)
     SELECT $1::uuid, $2::uuid, coalesce(max(number), 0) + 1, $3::uuid, $4::integer, $5::uuid, $6::timestamptz
     FROM document_versions WHERE workspace_id = $1 AND document_id = $2 RETURNING number`,
    [ctx.workspaceId, documentId, fileId, restoredFrom, by, ctx.now],
  )
  return row!.number
}

/**
 * Lets a document show a file that one of its versions has. An undo takes the versions behind it back, and what was
 * taken back by an undo comes again by the undo of that; a field that is set back brings the old file as a new version.
 * @returns the columns to write; null when its bytes are gone
 */
export async function pointToFile(
  ctx: Ctx,
  documentId: string,
  fileId: string,
  why: 'undo' | 'revert',
): Promise<{ current_version: number } | null> {
  const [found] = await ctx.rows<{ number: number }>(
    `SELECT number FROM document_versions WHERE workspace_id = $1 AND document_id = $2 AND file_id = $3
     ORDER BY number DESC LIMIT 1`,
    [ctx.workspaceId, documentId, fileId],
  )
  if (!found) return null
  const { number } = found
  if (why === 'revert')
    return { current_version: await addVersionRow(ctx, { documentId, fileId, restoredFrom: number }) }
  await ctx.rows(
    `UPDATE document_versions SET withdrawn_at = CASE WHEN number > $3 THEN coalesce(withdrawn_at, $4::timestamptz) END
     WHERE workspace_id = $1 AND document_id = $2 AND number >= $3`,
    [ctx.workspaceId, documentId, number, ctx.now],
  )
  return { current_version: number }
}
