import { uuidv7 } from 'uuidv7'
import { type StoredChange, type Undone, undoChanges } from '#capabilities/history/undo.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import { startJob } from '#modules/jobs/job.ts'
import { demand } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, missing } from '#platform/errors.ts'
import type { Undo } from './contract.ts'
import { keepKept } from './kept.ts'
import { readUndo, requester } from './stored-undo.ts'

export const undoTask = 'history.undo'
/** An operation of no more changes is taken back at once, while the person waits. */
const AT_ONCE = 50

/** The newest changes of an operation, behind those that were taken back already. */
export const changesOf = (
  ctx: Ctx,
  operationId: string,
  before: string | null,
  limit: number,
): Promise<StoredChange[]> =>
  ctx.rows<StoredChange>(
    `SELECT id, customer_id, kind, record_id, action, actor_kind, actor_id, version, changes FROM record_changes
     WHERE workspace_id = $1 AND operation_id = $2 AND id < $3 AND NOT copy ORDER BY id DESC LIMIT $4`,
    [ctx.workspaceId, operationId, before ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit],
  )

/** Refuses who may change none of what the operation changed: then nothing could be done. */
function demandSome(ctx: Ctx, rows: readonly StoredChange[]): void {
  const { records } = registryOf(ctx.app.events)
  const rights = [...new Set(rows.map(({ kind }) => records.get(kind)!.permissions.write))]
  if (!rights.some((right) => ctx.access.administrator || ctx.access.permissions.has(right)))
    demand(ctx.access, rights[0]!)
}

/** One undo of an operation at a time: two at once would each find what the other is at. */
async function demandIdle(ctx: Ctx, operationId: string): Promise<void> {
  await ctx.rows(
    `SELECT 1 FROM record_changes WHERE workspace_id = $1 AND operation_id = $2 ORDER BY id DESC LIMIT 1 FOR UPDATE`,
    [ctx.workspaceId, operationId],
  )
  const [running] = await ctx.rows(
    `SELECT 1 FROM undos u JOIN background_jobs j ON j.workspace_id = u.workspace_id AND j.id = u.job_id
     WHERE u.workspace_id = $1 AND u.operation_id = $2 AND j.state IN ('queued', 'running')`,
    [ctx.workspaceId, operationId],
  )
  if (!running) return
  throw new AppError('conflict', 'undo.running', {
    message: 'This is being undone at this moment. Wait until that ends.',
  })
}

/**
 * Takes an operation back: at once when it is small, else as a job.
 * @throws `operation.missing` when history has nothing of it
 */
export async function undoOperation(ctx: Ctx, operationId: string): Promise<Undo> {
  const rows = await changesOf(ctx, operationId, null, AT_ONCE + 1)
  if (rows.length === 0) throw missing('operation')
  demandSome(ctx, rows)
  if (rows.length > AT_ONCE) return startUndo(ctx, operationId)
  await demandIdle(ctx, operationId)
  const id = ctx.operation?.id ?? uuidv7()
  await storeUndo(ctx, id, operationId, null)
  await addToUndo(ctx, id, await undoChanges(ctx, registryOf(ctx.app.events), rows))
  return readUndo(ctx, id)
}

const storeUndo = (ctx: Ctx, id: string, operationId: string, jobId: string | null) =>
  ctx.rows(
    `INSERT INTO undos (workspace_id, id, operation_id, job_id, requested_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [ctx.workspaceId, id, operationId, jobId, requester(ctx), ctx.now],
  )

/**
 * Puts the undo of an operation on the queue.
 * @throws `undo.running` when it is being undone at this moment
 */
export async function startUndo(
  ctx: Ctx,
  operationId: string,
  task = undoTask,
  queue?: string,
): Promise<Undo> {
  await demandIdle(ctx, operationId)
  const id = uuidv7()
  const input = { undo_id: id, operation_id: operationId }
  const jobId = await startJob(ctx, {
    kind: task,
    task,
    total: null,
    input,
    ...(queue && { queue }),
  })
  await storeUndo(ctx, id, operationId, jobId)
  return readUndo(ctx, id)
}

/** Counts what was done, in the transaction that did it. */
export async function addToUndo(ctx: Ctx, id: string, { undone, deleted, kept }: Undone): Promise<void> {
  await keepKept(ctx, id, kept)
  await ctx.rows(
    'UPDATE undos SET undone = undone + $3, deleted = deleted + $4, kept = kept + $5 WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, id, undone, deleted, kept.length],
  )
}
