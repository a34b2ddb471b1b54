import { type StoredChange, type Undone, undoChanges } from '#capabilities/history/undo.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import { advanceJob, findJob, workOn } from '#modules/jobs/job.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, type Principal, readContext } from '#platform/context.ts'
import { readUndo } from './stored-undo.ts'
import { addToUndo, changesOf } from './undo.ts'

export const UNDO_BATCH = 1000

/** What a module adds to the undo of its operations. */
export type UndoPlan = {
  /** Whoever takes it back may delete what it made, as if it were theirs. */
  owns?: true
  /** Takes records back that the operation made, a batch behind `after`; undefined when there is none left. */
  made?(ctx: Ctx, after: string | null): Promise<{ result: Undone; rows: number; last: string } | undefined>
  /** How many of those there are. */
  count?(ctx: Ctx): Promise<number>
  /** The changes that are to be taken back, of those that the history has. */
  choose?(ctx: Ctx, rows: readonly StoredChange[]): Promise<readonly StoredChange[]>
  /** Said in the transaction of each batch. */
  after?(ctx: Ctx): void
}

/** How far an undo is; kept with the job in the transaction of each batch. */
type Reached = { made: string | null; madeAll: boolean; before: string | null; done: number }
type Work = {
  app: App
  principal: Principal
  jobId: string
  undoId: string
  operationId: string
  plan: UndoPlan
}

const step = <T>(
  { app, principal, jobId, undoId, operationId, plan }: Work,
  verb: (ctx: Ctx) => Promise<T>,
): Promise<T> =>
  inTransaction(app, principal, jobId, verb, {
    id: undoId,
    reason: 'undo',
    ...(plan.owns && { owns: operationId }),
  })

async function countAll(ctx: Ctx, { operationId, plan }: Work): Promise<number> {
  const [row] = await ctx.rows<{ n: number }>(
    'SELECT count(*) AS n FROM record_changes WHERE workspace_id = $1 AND operation_id = $2 AND NOT copy',
    [ctx.workspaceId, operationId],
  )
  return row!.n + ((await plan.count?.(ctx)) ?? 0)
}

async function takeBatch(
  ctx: Ctx,
  { operationId, plan }: Work,
  reached: Reached,
): Promise<{ result: Undone; rows: number; next: Reached } | undefined> {
  if (!reached.madeAll) {
    const taken = await plan.made?.(ctx, reached.made)
    if (taken) return { ...taken, next: { ...reached, made: taken.last } }
    return { result: { undone: 0, deleted: 0, kept: [] }, rows: 0, next: { ...reached, madeAll: true } }
  }
  const rows = await changesOf(ctx, operationId, reached.before, UNDO_BATCH)
  if (rows.length === 0) return undefined
  const chosen = plan.choose ? await plan.choose(ctx, rows) : rows
  const result = await undoChanges(ctx, registryOf(ctx.app.events), chosen)
  return { result, rows: rows.length, next: { ...reached, before: rows.at(-1)!.id } }
}

/** One batch in one transaction; undefined when there was none left. */
const undoBatch = (work: Work, reached: Reached): Promise<{ reached: Reached; goOn: boolean } | undefined> =>
  step(work, async (ctx) => {
    const taken = await takeBatch(ctx, work, reached)
    if (!taken) return undefined
    await addToUndo(ctx, work.undoId, taken.result)
    work.plan.after?.(ctx)
    const next: Reached = { ...taken.next, done: reached.done + taken.rows }
    const goOn = await advanceJob(ctx, work.jobId, { done: taken.rows, from: reached.done, reached: next })
    return { reached: next, goOn }
  })

/** Runs an undo in the background; one that was interrupted goes on behind its last batch. */
export async function runUndo(
  app: App,
  principal: Principal,
  input: Record<string, unknown>,
  signal: AbortSignal,
  plan: UndoPlan = {},
): Promise<void> {
  const { job_id: jobId, undo_id: undoId, operation_id: operationId } = input as Record<string, string>
  const work: Work = { app, principal, jobId: jobId!, undoId: undoId!, operationId: operationId!, plan }
  await workOn(app, principal, work.jobId, async () => {
    const reader = readContext(app, principal, work.jobId)
    const job = await findJob(reader, work.jobId)
    let reached = (job.result as Reached | null) ?? {
      made: null,
      madeAll: !plan.made,
      before: null,
      done: 0,
    }
    if (job.total === null) {
      const total = await countAll(reader, work)
      await step(work, (ctx) => advanceJob(ctx, work.jobId, { total }))
    }
    for (;;) {
      signal.throwIfAborted()
      const worked = await undoBatch(work, reached)
      if (worked) reached = worked.reached
      if (worked?.goOn === true) continue
      const { undone, deleted, kept } = await readUndo(reader, work.undoId)
      return {
        state: worked ? 'cancelled' : 'done',
        result: { undo_id: work.undoId, operation_id: work.operationId, undone, deleted, kept },
      }
    }
  })
}
