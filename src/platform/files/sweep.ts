import type { App } from '../app.ts'
import { isId } from '../http/paging.ts'
import type { FoundBytes } from './bytes.ts'

/**
 * For how long bytes may lie without a row, in milliseconds: a day. Uploads write their bytes first and commit their
 * row within an hour and some seconds (`limits.uploadTime`), so nobody's upload under way is ever older.
 */
const grace = 24 * 3_600_000

/**
 * Removes bytes that no row names: what a process that was killed had received and not yet recorded, and what it had
 * deleted and not yet removed. A row without bytes cannot come of it, for bytes are there before their row and leave
 * after it.
 * @returns how many files were removed.
 */
export async function sweepFiles(app: App, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - grace)
  await app.files.clear(before)
  const workspaces = await app.database.installation.rows<{ id: string }>(
    'SELECT id FROM installation.workspaces',
  )
  let removed = 0
  for (const { id } of workspaces) {
    for await (const found of app.files.list(id)) {
      if (app.stopping.aborted) return removed
      for (const stray of await straysAmong(app, id, found, before)) {
        await app.files.drop(id, stray)
        removed += 1
      }
    }
  }
  if (removed > 0) app.log.info({ count: removed }, 'files without a record were removed')
  return removed
}

async function straysAmong(
  app: App,
  workspaceId: string,
  found: readonly FoundBytes[],
  before: Date,
): Promise<string[]> {
  const old = found.filter(({ at }) => at < before).map(({ id }) => id)
  if (old.length === 0) return []
  const rows = await app.database.installation.rows<{ id: string }>(
    'SELECT id FROM files WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
    [workspaceId, old.filter(isId)],
  )
  const known = new Set(rows.map(({ id }) => id))
  return old.filter((id) => !known.has(id))
}
