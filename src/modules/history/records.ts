import type { PresentRecord, RecordHistory } from '#capabilities/declaration/record-history.ts'
import { recordAsOf } from '#capabilities/history/as-of.ts'
import { type HistoryQuery, readHistory } from '#capabilities/history/read.ts'
import { revertField } from '#capabilities/history/revert.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'

const historyOf = (ctx: Ctx, kind: string): RecordHistory => registryOf(ctx.app.events).records.get(kind)!

async function findRecord(ctx: Ctx, kind: string, id: string): Promise<PresentRecord> {
  const [found] = await historyOf(ctx, kind).load(ctx, [id], 'read')
  if (!found) throw missing(kind)
  return found
}

const parts = (text: string | undefined) =>
  text
    ?.split(',')
    .map((part) => part.trim())
    .filter(Boolean)

type Asked = Pick<HistoryQuery, 'field' | 'from' | 'to' | 'limit' | 'cursor'> & {
  kind?: string | undefined
  reason?: string | undefined
}

/** Changes of one record, or of a customer with all that hangs on it. */
export async function listChanges(
  ctx: Ctx,
  kind: string,
  id: string,
  { kind: kinds, reason, ...asked }: Asked,
) {
  const { customerId } = await findRecord(ctx, kind, id)
  const whole = kind === 'customer'
  return readHistory(ctx, registryOf(ctx.app.events), customerId, {
    ...asked,
    reasons: parts(reason),
    kinds: whole ? parts(kinds) : [kind],
    recordId: whole ? undefined : id,
  })
}

export async function readAsOf(ctx: Ctx, kind: string, id: string, at: string) {
  const present = await findRecord(ctx, kind, id)
  const { values, differs } = await recordAsOf(ctx, kind, historyOf(ctx, kind), present, new Date(at))
  return { id, at: new Date(at).toISOString(), values, differs }
}

export const setBack = (
  ctx: Ctx,
  kind: string,
  id: string,
  change: { change_id: string; field: string },
  seen: number | undefined,
) => revertField(ctx, kind, historyOf(ctx, kind), id, change, seen)
