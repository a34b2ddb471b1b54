import { undoChanges } from '#capabilities/history/undo.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import { advanceJob, findJob, workOn } from '#modules/jobs/job.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, type Principal, readContext } from '#platform/context.ts'
import type { JobHandlers } from '#platform/jobs/jobs.ts'
import { readUndo } from './stored-undo.ts'
import { addToUndo, changesOf, undoTask } from './undo.ts'

const BATCH = 1000

/** How far an undo is; kept with the job in the transaction of each batch. */
type Reached = { before: string | null; done: number }
type Work = { app: App; principal: Principal; jobId: string; undoId: string; operationId: string }

const step = <T>({ app, principal, jobId, undoId }: Work, verb: (ctx: Ctx) => Promise<T>): Promise<T> =>
  inTransaction(app, principal, jobId, verb, { id: undoId, reason: 'undo' })

async function countChanges(ctx: Ctx, operationId: string): Promise<number> {
  const [row] = await ctx.rows<{ n: number }>(
    'SELECT count(*) AS n FROM record_changes WHERE workspace_id = $1 AND operation_id = $2',
    [ctx.workspaceId, operationId],
  )
  return row!.n
}

/** One batch in one transaction; undefined when there was none left. */
const undoBatch = (
  work: Work,
  { before, done }: Reached,
): Promise<{ reached: Reached; goOn: boolean } | undefined> =>
  step(work, async (ctx) => {
    const rows = await changesOf(ctx, work.operationId, before, BATCH)
    if (rows.length === 0) return undefined
    const result = await undoChanges(ctx, registryOf(ctx.app.events), rows)
    await addToUndo(ctx, work.undoId, result)
    const reached: Reached = { before: rows.at(-1)!.id, done: done + rows.length }
    const goOn = await advanceJob(ctx, work.jobId, { done: rows.length, from: done, reached })
    return { reached, goOn }
  })

async function runUndo(work: Work, signal: AbortSignal): Promise<void> {
  const { app, principal, jobId, undoId, operationId } = work
  await workOn(app, principal, jobId, async () => {
    const reader = readContext(app, principal, jobId)
    const job = await findJob(reader, jobId)
    let reached = (job.result as Reached | null) ?? { before: null, done: 0 }
    if (job.total === null) {
      const total = await countChanges(reader, operationId)
      await step(work, (ctx) => advanceJob(ctx, jobId, { total }))
    }
    for (;;) {
      signal.throwIfAborted()
      const worked = await undoBatch(work, reached)
      if (worked) reached = worked.reached
      if (worked?.goOn === true) continue
      const { undone, deleted, kept } = await readUndo(reader, undoId)
      return {
        state: worked ? 'cancelled' : 'done',
        result: { undo_id: undoId, operation_id: operationId, undone, deleted, kept },
      }
    }
  })
}

export const jobs = (app: App): JobHandlers => ({
  [undoTask]: (input, { principal, signal }) => {
    const { job_id: jobId, undo_id: undoId, operation_id: operationId } = input as Record<string, string>
    return runUndo({ app, principal, jobId: jobId!, undoId: undoId!, operationId: operationId! }, signal)
  },
})
