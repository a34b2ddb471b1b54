import { type ChainFault, checkChain } from '#capabilities/audit/check-chain.ts'
import { readChain, readHead } from '#capabilities/audit/read-chain.ts'
import { advanceJob, startJob, workOn } from '#modules/jobs/job.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, type Principal } from '#platform/context.ts'
import type { JobHandlers } from '#platform/jobs/jobs.ts'
import type { Verification } from './contract.ts'

const task = 'audit.check'

/** How far a check is, and what it found. */
type Found = { entries: number; faults: number; first_fault: { seq: number; fault: string } | null }

export async function startCheck(ctx: Ctx): Promise<{ job_id: string }> {
  const head = await readHead(ctx, ctx.workspaceId)
  return { job_id: await startJob(ctx, { kind: task, task, total: head?.last_seq ?? 0, input: {} }) }
}

async function runCheck(app: App, principal: Principal, jobId: string, signal: AbortSignal): Promise<void> {
  const { workspaceId } = principal
  await workOn(app, principal, jobId, async () => {
    const reader = app.database.reader(workspaceId)
    const head = await readHead(reader, workspaceId)
    const check = checkChain(workspaceId)
    const found: Found = { entries: 0, faults: 0, first_fault: null }
    const note = (fault: ChainFault | undefined) => {
      if (!fault) return
      found.faults++
      found.first_fault ??= { seq: fault.seq, fault: [fault.damage, fault.more].filter(Boolean).join(': ') }
    }
    for await (const batch of readChain(reader, workspaceId, head?.last_seq ?? 0)) {
      signal.throwIfAborted()
      for (const entry of batch) note(check.take(entry))
      found.entries = check.entries
      const goOn = await inTransaction(app, principal, jobId, (ctx) =>
        advanceJob(ctx, jobId, { done: batch.length }),
      )
      if (!goOn) return { state: 'cancelled', result: found }
    }
    check.end(head).forEach(note)
    return { state: 'done', result: found }
  })
}

export const jobs = (app: App): JobHandlers => ({
  [task]: ({ job_id }, { principal, signal }) => runCheck(app, principal, String(job_id), signal),
})

type JobRow = { id: string; state: 'done'; created_at: string; result: Found | null }

/** The end of the chain and the latest check. */
export async function readVerification(ctx: Ctx): Promise<Verification> {
  const { workspaceId } = ctx
  const head = await readHead(ctx, workspaceId)
  const [waiting] = await ctx.rows<{ n: number }>(
    'SELECT count(*) AS n FROM (SELECT 1 FROM audit_pending WHERE workspace_id = $1 LIMIT 10000) w',
    [workspaceId],
  )
  const [job] = await ctx.rows<JobRow>(
    `SELECT id, state, created_at, result FROM background_jobs WHERE workspace_id = $1 AND kind = $2 ORDER BY created_at DESC LIMIT 1`,
    [workspaceId, task],
  )
  return {
    total: head?.total ?? 0,
    last_seq: head?.last_seq ?? 0,
    last_hash: head && head.last_seq > 0 ? head.last_hash.toString('hex') : null,
    sealed_at: head?.sealed_at ?? null,
    waiting: waiting!.n,
    check: job
      ? {
          job_id: job.id,
          state: job.state,
          at: job.created_at,
          entries: job.result?.entries ?? null,
          faults: job.result?.faults ?? null,
          first_fault: job.result?.first_fault ?? null,
        }
      : null,
  }
}
