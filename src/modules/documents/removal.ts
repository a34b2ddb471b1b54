import { forgetRecordWords } from '#capabilities/search/record-words.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, systemPrincipal } from '#platform/context.ts'
import { keptDays } from './rules.ts'

const batch = 200

type Filed = { file_id: string }

/** Removes the versions of documents, the rows of their files, and after the commit the bytes. */
async function removeVersions(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const files = await ctx.rows<Filed>(
    'DELETE FROM document_versions WHERE workspace_id = $1 AND document_id = ANY ($2::uuid[]) RETURNING file_id',
    [ctx.workspaceId, ids],
  )
  await ctx.app.files.remove(ctx, ...new Set(files.map(({ file_id }) => file_id)))
}

/**
 * What documents of customers that are deleted have beside their row, also of those that wait to be brought back. The
 * rows go by their declaration.
 */
export async function removeOfCustomers(ctx: Ctx, customerIds: readonly string[]): Promise<void> {
  const found = await ctx.rows<{ id: string }>(
    'SELECT id FROM documents WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[]) FOR UPDATE',
    [ctx.workspaceId, customerIds],
  )
  const ids = found.map(({ id }) => id)
  await removeVersions(ctx, ids)
  await forgetRecordWords(ctx, 'document', ids)
}

/** Removes what was deleted or taken back so long ago that no undo brings it back. Run every night by the queue. */
export async function purgeAll(app: App): Promise<void> {
  const workspaces = await app.database.installation.rows<{ id: string }>(
    'SELECT id FROM installation.workspaces',
  )
  for (const { id } of workspaces) {
    const principal = systemPrincipal(id)
    while ((await inTransaction(app, principal, 'documents', purgeDeleted)) === batch);
    while ((await inTransaction(app, principal, 'documents', purgeWithdrawn)) === batch);
  }
}

const longAgo = ({ now }: Ctx) => new Date(now.getTime() - keptDays * 86_400_000)

async function purgeDeleted(ctx: Ctx): Promise<number> {
  const found = await ctx.rows<{ id: string }>(
    `SELECT id FROM documents WHERE workspace_id = $1 AND deleted_at < $2 ORDER BY deleted_at LIMIT ${batch}
     FOR UPDATE SKIP LOCKED`,
    [ctx.workspaceId, longAgo(ctx)],
  )
  const ids = found.map(({ id }) => id)
  await removeVersions(ctx, ids)
  await ctx.rows('DELETE FROM documents WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [
    ctx.workspaceId,
    ids,
  ])
  return ids.length
}

/** A version that was brought back from an earlier one shares its file, which stays as long as one of them does. */
async function purgeWithdrawn(ctx: Ctx): Promise<number> {
  const gone = await ctx.rows<Filed>(
    `DELETE FROM document_versions WHERE (workspace_id, document_id, number) IN (
       SELECT workspace_id, document_id, number FROM document_versions
       WHERE workspace_id = $1 AND withdrawn_at < $2 ORDER BY withdrawn_at LIMIT ${batch} FOR UPDATE SKIP LOCKED)
       AND workspace_id = $1 RETURNING file_id`,
    [ctx.workspaceId, longAgo(ctx)],
  )
  const ids = [...new Set(gone.map(({ file_id }) => file_id))]
  const used = await ctx.rows<Filed>(
    'SELECT DISTINCT file_id FROM document_versions WHERE workspace_id = $1 AND file_id = ANY ($2::uuid[])',
    [ctx.workspaceId, ids],
  )
  const kept = new Set(used.map(({ file_id }) => file_id))
  await ctx.app.files.remove(ctx, ...ids.filter((id) => !kept.has(id)))
  return gone.length
}
