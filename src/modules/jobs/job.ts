import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { App } from '#platform/app.ts'
import { audit } from '#platform/audit.ts'
import { type Ctx, inTransaction, type Principal } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError, missing } from '#platform/errors.ts'
import { cutPage, decodeCursor, isId } from '#platform/http/paging.ts'
import { isInterruption, overtaken } from '#platform/jobs/patience.ts'
import type { job as jobShape } from './contract.ts'

export type Job = z.output<typeof jobShape>

const columns = [
  'id',
  'kind',
  'state',
  'total',
  'done',
  'failed',
  'result',
  'error',
  'requested_by',
  'created_at',
  'started_at',
  'finished_at',
] as const
const requester = (ctx: Principal) => `${ctx.actor.kind}:${ctx.actor.id ?? ''}`

/**
 * Makes a job that a person can watch and stop, and puts its task on the queue, in the verb's transaction.
 * The task is called with `{ job_id, … }`.
 */
export async function startJob(
  ctx: Ctx,
  about: {
    kind: string
    task: string
    total: number | null
    input: Record<string, unknown>
    /** Jobs of one queue run one after the other. */
    queue?: string
  },
): Promise<string> {
  const id = uuidv7()
  await ctx.run(
    db.insertInto('background_jobs').values({
      workspace_id: ctx.workspaceId,
      id,
      kind: about.kind,
      state: 'queued',
      requested_by: requester(ctx),
      input: JSON.stringify(about.input),
      total: about.total,
      created_at: ctx.now.toISOString(),
    }),
  )
  const options = { jobKey: id, ...(about.queue && { queue: about.queue }) }
  await ctx.app.jobs.enqueue(ctx, about.task, { ...about.input, job_id: id }, options)
  announce(ctx, id)
  return id
}

/** Marks the start; false when the job was cancelled or finished before, and nothing is to be done. */
export async function beginJob(ctx: Ctx, id: string): Promise<boolean> {
  const begun = await ctx.run(
    db
      .updateTable('background_jobs')
      .set((eb) => ({
        state: 'running',
        started_at: eb.fn.coalesce('started_at', eb.val(ctx.now.toISOString())),
      }))
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'running'])
      .where('cancel_requested', '=', false),
  )
  return begun > 0
}

/**
 * Adds to the counts, in the transaction of the batch they count; false when somebody asked to stop. `reached` is
 * kept as the job's result until it ends: from there a job that was interrupted goes on. `from` is how many were done
 * or failed before: of two workers that believe the job theirs, only one gets its batch through.
 */
export async function advanceJob(
  ctx: Ctx,
  id: string,
  by: { done?: number; failed?: number; from?: number; total?: number; reached?: Record<string, unknown> },
): Promise<boolean> {
  const [row] = await ctx.rows<{ cancel_requested: boolean }>(
    `UPDATE background_jobs SET done = done + $3, failed = failed + $4, total = coalesce($5, total), result = coalesce($6, result)
     WHERE workspace_id = $1 AND id = $2 AND state = 'running' AND done + failed = coalesce($7, done + failed)
     RETURNING cancel_requested`,
    [
      ctx.workspaceId,
      id,
      by.done ?? 0,
      by.failed ?? 0,
      by.total ?? null,
      by.reached ?? null,
      by.from ?? null,
    ],
  )
  if (!row) throw overtaken()
  announce(ctx, id)
  return !row.cancel_requested
}

export async function endJob(
  ctx: Ctx,
  id: string,
  how: { state: 'done' | 'failed' | 'cancelled'; result?: Record<string, unknown>; error?: string },
): Promise<void> {
  const ended = await ctx.first(
    db
      .updateTable('background_jobs')
      .set({
        state: how.state,
        finished_at: ctx.now.toISOString(),
        result: how.result ? JSON.stringify(how.result) : null,
        error: how.error ?? null,
      })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id)
      .returning('kind'),
  )
  if (ended) await tellEnd(ctx, id, ended.kind, how)
  announce(ctx, id)
}

/** One entry for the whole job, with its figures. */
async function tellEnd(
  ctx: Ctx,
  id: string,
  kind: string,
  { state, result = {} }: { state: string; result?: Record<string, unknown> },
): Promise<void> {
  const figures = Object.fromEntries(Object.entries(result).filter(([, value]) => typeof value === 'number'))
  await audit(ctx, {
    action: 'jobs.end',
    outcome: state === 'failed' ? 'failed' : 'done',
    subjectKind: 'jobs',
    subjectId: id,
    payload: { kind, state, ...figures },
  })
}

/** Runs the body of a job; a failure is kept with the job, in words, and not tried again by itself. */
export async function workOn(
  app: App,
  principal: Principal,
  id: string,
  body: () => Promise<{ state: 'done' | 'cancelled'; result?: Record<string, unknown> }>,
): Promise<void> {
  const step = <T>(verb: (ctx: Ctx) => Promise<T>) => inTransaction(app, principal, id, verb)
  if (!(await step((ctx) => beginJob(ctx, id)))) {
    return step((ctx) => endCancelled(ctx, id))
  }
  try {
    const how = await body()
    await step((ctx) => endJob(ctx, id, how))
  } catch (error) {
    // A stopping process, or a database that breaks off, leaves the job as it is; the queue gives it again.
    if ((error as Error).name === 'AbortError' || isInterruption(error)) throw error
    app.log.error({ err: error, job: id }, 'job failed')
    const words =
      error instanceof AppError
        ? error.message
        : 'Something went wrong on our side; what was done before stays.'
    await step((ctx) => endJob(ctx, id, { state: 'failed', error: words }))
  }
}

/** A job that was cancelled while it waited. */
async function endCancelled(ctx: Ctx, id: string): Promise<void> {
  await ctx.rows(
    `UPDATE background_jobs SET state = 'cancelled', finished_at = $3
     WHERE workspace_id = $1 AND id = $2 AND state IN ('queued', 'running') AND cancel_requested`,
    [ctx.workspaceId, id, ctx.now],
  )
  announce(ctx, id)
}

const announce = (ctx: Ctx, id: string) =>
  ctx.afterCommit(() =>
    ctx.app.live.publish({
      workspaceId: ctx.workspaceId,
      staffId: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
      topic: 'job',
      id,
    }),
  )

/** Own jobs; an administrator sees everybody's. */
const visible = (ctx: Ctx) => {
  const query = db.selectFrom('background_jobs').select(columns).where('workspace_id', '=', ctx.workspaceId)
  return ctx.access.administrator ? query : query.where('requested_by', '=', requester(ctx))
}

export async function listJobs(ctx: Ctx, { limit, cursor }: { limit: number; cursor?: string }) {
  const after = decodeCursor(cursor, isId)
  let query = visible(ctx)
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (after) query = query.where('id', '<', after)
  const { rows, next_cursor } = cutPage(await ctx.all(query), limit, (row) => row.id)
  return { items: rows as Job[], next_cursor }
}

export async function findJob(ctx: Ctx, id: string): Promise<Job> {
  const found = await ctx.first(visible(ctx).where('id', '=', id))
  if (!found) throw missing('job')
  return found as Job
}

/** Asks a job to stop after the batch it is at. One that still waits ends at once. */
export async function cancelJob(ctx: Ctx, id: string): Promise<Job> {
  await findJob(ctx, id)
  await ctx.rows(
    `UPDATE background_jobs SET cancel_requested = true,
            state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
            finished_at = CASE state WHEN 'queued' THEN $3 ELSE finished_at END
     WHERE workspace_id = $1 AND id = $2 AND state IN ('queued', 'running')`,
    [ctx.workspaceId, id, ctx.now],
  )
  announce(ctx, id)
  return findJob(ctx, id)
}
