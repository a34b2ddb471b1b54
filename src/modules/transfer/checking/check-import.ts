import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, type Principal } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import { isInterruption } from '#platform/jobs/patience.ts'
import { announce } from '../announce.ts'
import type { SourceFile } from '../reading/source.ts'
import { forgetRejections, keepRejections } from '../rejections.ts'
import { openCustomers, openRecordFile, type Step } from '../running/batches.ts'
import { withSourceFile } from '../running/run-import.ts'
import type { RejectedRow } from '../running/write-batch.ts'
import { findImport, type StoredImport } from '../stored-import.ts'
import { CUSTOMERS } from '../targets.ts'
import { customerJudge } from './judge-customers.ts'
import { recordJudge } from './judge-records.ts'
import { type Preview, PreviewBuilder } from './preview.ts'

/** Reads the whole file and finds what a run would do. Writes the preview and the reasons of refused rows, nothing else. */
export async function checkImport(
  app: App,
  principal: Principal,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const step: Step = (verb) => inTransaction(app, principal, id, verb)
  const found = await step((ctx) => findImport(ctx, id))
  if (found.state !== 'checking') return
  try {
    await step((ctx) => forgetRejections(ctx, id))
    const preview = new PreviewBuilder()
    const whole = await withSourceFile({ app, workspaceId: principal.workspaceId }, found, async (file) => {
      for await (const batch of judgedBatches(step, found, { file, preview, signal }))
        if (!(await step((ctx) => checkRows(ctx, id, batch)))) return false
      return true
    })
    if (whole) await step((ctx) => end(ctx, id, 'checked', preview.build(), null))
    else await step((ctx) => end(ctx, id, 'uploaded', null, null))
  } catch (error) {
    if (signal.aborted || isInterruption(error)) throw error
    app.log.error({ err: error, import: id }, 'check failed')
    const words =
      error instanceof AppError ? error.message : 'Something went wrong on our side. Nothing was imported.'
    await step((ctx) => end(ctx, id, 'uploaded', null, words))
  }
}

/** Some rows, and what finds which of them would be refused. */
type JudgedBatch = { bytesRead: number; judge(ctx: Ctx): Promise<RejectedRow[]> }

async function* judgedBatches(
  step: Step,
  found: StoredImport,
  { file, preview, signal }: { file: SourceFile; preview: PreviewBuilder; signal: AbortSignal },
): AsyncGenerator<JudgedBatch> {
  if (found.target === CUSTOMERS) {
    const source = await openCustomers(step, file)
    const judge = customerJudge(found.options, preview)
    for await (const { rows, bytesRead } of source.rows(0, signal))
      yield { bytesRead, judge: (ctx) => judge(ctx, rows) }
    return
  }
  const { transfer, rows: read } = await openRecordFile(step, found, file)
  const judge = recordJudge({ transfer, mapping: file.mapping, options: found.options }, preview)
  for await (const { rows, bytesRead } of read(0, signal))
    yield { bytesRead, judge: (ctx) => judge(ctx, rows) }
}

async function checkRows(ctx: Ctx, id: string, { bytesRead, judge }: JudgedBatch): Promise<boolean> {
  await keepRejections(ctx, id, await judge(ctx))
  const [row] = await ctx.rows<{ cancel_requested: boolean }>(
    'UPDATE imports SET bytes_done = $3 WHERE workspace_id = $1 AND id = $2 RETURNING cancel_requested',
    [ctx.workspaceId, id, bytesRead],
  )
  announce(ctx, id)
  return row?.cancel_requested === false
}

async function end(
  ctx: Ctx,
  id: string,
  state: 'checked' | 'uploaded',
  preview: Preview | null,
  error: string | null,
): Promise<void> {
  await ctx.rows(
    `UPDATE imports SET state = $3, preview = $4, error = $5, bytes_done = 0, cancel_requested = false WHERE workspace_id = $1 AND id = $2`,
    [ctx.workspaceId, id, state, preview === null ? null : JSON.stringify(preview), error],
  )
  announce(ctx, id)
}
