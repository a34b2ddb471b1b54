import { uuidv7 } from 'uuidv7'
import type { Ctx } from '#platform/context.ts'
import { type Insert, insertOf } from '#platform/database/insert-rows.ts'
import { emitAll } from '#platform/events/events.ts'
import type { Decision } from './shapes.ts'
import { followDecisions } from './states.ts'

export const decisionColumns = {
  workspace_id: 'uuid',
  id: 'uuid',
  customer_id: 'uuid',
  purpose_id: 'uuid',
  channel: 'text',
  state: 'text',
  decision_id: 'uuid',
  decided_at: 'timestamptz',
  expires_at: 'timestamptz',
  method: 'text',
  source: 'text',
  wording_id: 'uuid',
  note: 'text',
  evidence: 'text',
  recorded_at: 'timestamptz',
  recorded_by_kind: 'text',
  recorded_by: 'uuid',
}

/** Who records something now. */
export const recordedNow = (ctx: Ctx) => ({
  workspace_id: ctx.workspaceId,
  recorded_at: ctx.now,
  recorded_by_kind: ctx.actor.kind,
  recorded_by: ctx.actor.id,
})

/** Says of decisions that they do not count, or count again; what follows from them is worked out anew. */
async function say(
  ctx: Ctx,
  state: 'corrected' | 'reinstated',
  decisions: readonly Decision[],
  reason: string | null,
  beside: readonly Insert[],
): Promise<void> {
  const rows = decisions.map(({ id, customer_id, purpose, channel, method }) => ({
    ...recordedNow(ctx),
    id: uuidv7(),
    customer_id,
    purpose_id: purpose.id,
    channel,
    state,
    decision_id: id,
    decided_at: ctx.now,
    method,
    note: reason,
  }))
  await emitAll(
    ctx,
    decisions.map((decision) => ({
      name: `consent.${state}`,
      customerId: decision.customer_id,
      subjectId: decision.id,
      payload: { purpose: decision.purpose.name, channel: decision.channel, state: decision.state },
    })),
    [insertOf('consent_decisions', decisionColumns, rows), ...beside],
  )
  await followDecisions(
    ctx,
    decisions.map(({ customer_id, purpose, channel }) => ({ customer_id, purpose_id: purpose.id, channel })),
  )
}

/** Strikes decisions out that were recorded wrongly; null without a reason, as an undo has none. Customers are locked. */
export const strikeOut = (
  ctx: Ctx,
  decisions: readonly Decision[],
  reason: string | null,
  beside: readonly Insert[] = [],
) => say(ctx, 'corrected', decisions, reason, beside)

/** Takes decisions in again that were struck out. Customers are locked. */
export const reinstate = (ctx: Ctx, decisions: readonly Decision[]) =>
  say(ctx, 'reinstated', decisions, null, [])
