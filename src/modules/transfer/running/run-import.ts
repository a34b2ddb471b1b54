import { notify } from '#modules/notifications/notification.ts'
import type { App } from '#platform/app.ts'
import { audit } from '#platform/audit.ts'
import { type Ctx, inTransaction, type Principal } from '#platform/context.ts'
import { growthWatch, tidyChanged } from '#platform/database/statistics.ts'
import { AppError } from '#platform/errors.ts'
import { isInterruption, overtaken } from '#platform/jobs/patience.ts'
import { traced } from '#platform/operate/trace.ts'
import { announce } from '../announce.ts'
import type { SourceFile } from '../reading/source.ts'
import { keepRejections } from '../rejections.ts'
import { findImport, type StoredImport } from '../stored-import.ts'
import { batchesOf, type Step, type WritableBatch } from './batches.ts'
import { countBatch } from './import-metrics.ts'
import { inTurns, type Turn } from './turns.ts'

/** After more rows than this the tables are tidied before the import is told to be done. */
const MANY = 20_000

/** Gives `work` the file of an import, and how it is read. */
export const withSourceFile = <T>(
  { app, workspaceId }: { app: App; workspaceId: string },
  { file_id, description, mapping, options }: StoredImport,
  work: (file: SourceFile) => Promise<T>,
): Promise<T> =>
  app.files.onDisk(workspaceId, file_id, (path) =>
    work({ path, description, mapping: mapping.columns, options }),
  )

/**
 * Imports the file of an import that is queued, or goes on with one that was interrupted. Each batch of rows is one
 * transaction, which also counts them: whatever happens, what is counted is there, and nothing else.
 */
export async function runImport(
  app: App,
  requester: Principal,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const asRequester: Step = (verb) => inTransaction(app, requester, id, verb)
  const found = await asRequester((ctx) => begin(ctx, id))
  if (!found) return
  const importer: Principal = { ...requester, actor: { kind: 'import', id, name: found.file_name } }
  const step: Step = (verb) => inTransaction(app, importer, id, verb)
  try {
    let next = found.rows_read
    const went = await withSourceFile({ app, workspaceId: requester.workspaceId }, found, (file) => {
      const watch = growthWatch(app.database)
      return inTurns(batchesOf(step, found, file, signal), (batch, turn) => {
        const position = next
        next += batch.rows
        return step((ctx) => writeRows(ctx, batch, found, position, turn)).finally(watch)
      })
    })
    if (next > MANY) await tidyChanged(app.database)
    await asRequester((ctx) => end(ctx, found, went ? 'done' : 'cancelled'))
  } catch (error) {
    // A stopping process, or a database that breaks off, leaves the import to whoever goes on behind the last batch.
    if (signal.aborted || isInterruption(error)) throw error
    app.log.error({ err: error, import: id }, 'import failed')
    const words =
      error instanceof AppError
        ? error.message
        : 'Something went wrong on our side. What was imported before stays.'
    await asRequester((ctx) => end(ctx, found, 'failed', words))
  }
}

async function begin(ctx: Ctx, id: string): Promise<StoredImport | undefined> {
  const found = await findImport(ctx, id, 'update')
  if (!['queued', 'running'].includes(found.state)) return undefined
  await ctx.rows(
    `UPDATE imports SET state = 'running', started_at = coalesce(started_at, $3) WHERE workspace_id = $1 AND id = $2`,
    [ctx.workspaceId, id, ctx.now],
  )
  announce(ctx, id)
  return found
}

async function writeRows(
  ctx: Ctx,
  { rows, bytesRead, write }: WritableBatch,
  { id }: StoredImport,
  position: number,
  turn: Turn,
): Promise<boolean> {
  const about = { attributes: { 'regulars.rows': rows } }
  const written = await traced(ctx.app.tracing, 'import batch', about, () => write(ctx, turn))
  const { created, updated, skipped, rejected, rejections } = written
  await keepRejections(ctx, id, rejections)
  // Rows are counted in their order: what is counted is the beginning of the file.
  await turn.last()
  const [row] = await ctx.rows<{ cancel_requested: boolean }>(
    `UPDATE imports SET rows_read = rows_read + $3, created = created + $4, updated = updated + $5, skipped = skipped + $6,
            rejected = rejected + $7, bytes_done = $8
     WHERE workspace_id = $1 AND id = $2 AND state = 'running' AND rows_read = $9 RETURNING cancel_requested`,
    [ctx.workspaceId, id, rows, created, updated, skipped, rejected, bytesRead, position],
  )
  // Two that believe the import theirs never both write a batch: this takes the later one's back.
  if (!row) throw overtaken()
  countBatch(ctx, { created, updated, skipped, rejected })
  announce(ctx, id)
  return !row.cancel_requested
}

async function end(
  ctx: Ctx,
  { id, file_name }: StoredImport,
  state: 'done' | 'failed' | 'cancelled',
  error: string | null = null,
): Promise<void> {
  await ctx.rows(
    'UPDATE imports SET state = $3, error = $4, finished_at = $5 WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, id, state, error, ctx.now],
  )
  announce(ctx, id)
  ctx.afterCommit(() =>
    ctx.app.live.publish({ workspaceId: ctx.workspaceId, staffId: null, topic: 'customers' }),
  )
  const { created, updated, skipped, rejected } = await findImport(ctx, id)
  await audit(ctx, {
    action: 'imports.run.end',
    outcome: state === 'failed' ? 'failed' : 'done',
    subjectKind: 'imports',
    subjectId: id,
    payload: { state, created, updated, skipped, rejected },
  })
  if (state === 'cancelled' || ctx.actor.kind !== 'staff' || !ctx.actor.id) return
  // It is the import that tells, not the person who asked for it.
  await notify(
    { ...ctx, actor: { kind: 'import', id, name: file_name } },
    {
      recipients: [ctx.actor.id],
      kind: state === 'done' ? 'import.finished' : 'import.failed',
      subjectId: id,
      payload: { file: file_name, created, updated, rejected, ...(error && { error }) },
    },
  )
}
