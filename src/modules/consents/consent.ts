import { uuidv7 } from 'uuidv7'
import { historyPart } from '#capabilities/history/record.ts'
import type { Ctx } from '#platform/context.ts'
import { insertOf } from '#platform/database/insert-rows.ts'
import { AppError, invalid, missing } from '#platform/errors.ts'
import { emitAll } from '#platform/events/events.ts'
import { decisionColumns, recordedNow, strikeOut } from './corrections.ts'
import { monthsLater } from './current.ts'
import { decisionAdded, decisionStruck } from './history.ts'
import { findDecision, findDecisions } from './queries.ts'
import { faultsOf, type Known, knownTo } from './rules.ts'
import type { Decision, DecisionInput } from './shapes.ts'
import { followDecisions, lockCustomers } from './states.ts'

/** Records decisions of one customer: all of them, or none. */
export async function recordConsents(
  ctx: Ctx,
  customerId: string,
  decisions: readonly DecisionInput[],
): Promise<Decision[]> {
  if (!(await lockCustomers(ctx, [customerId])).has(customerId)) throw missing('customer')
  const known = await knownTo(ctx)
  const faults = decisions.flatMap((one, i) =>
    faultsOf(one, known, ctx.now).map(({ field, code, message }) => ({
      pointer: `/decisions/${i}/${field}`,
      code,
      message,
    })),
  )
  if (faults.length > 0) throw invalid('consent.invalid', faults)
  const ids = await recordDecisions(
    ctx,
    known,
    decisions.map((one) => ({ ...one, customer_id: customerId })),
  )
  return findDecisions(ctx, ids)
}

/** Records decisions of many customers at once. They were checked, and the customers are locked. Gives their ids. */
export async function recordDecisions(
  ctx: Ctx,
  { purposes }: Known,
  decisions: readonly (DecisionInput & { customer_id: string })[],
): Promise<string[]> {
  const rows = decisions.map((one) => {
    const { validity_months } = purposes.get(one.purpose_id)!
    const decided_at = one.decided_at ? new Date(one.decided_at) : ctx.now
    const runsOut = validity_months !== null && (one.state === 'given' || one.state === 'unconfirmed')
    return {
      ...one,
      ...recordedNow(ctx),
      id: uuidv7(),
      decided_at,
      expires_at: runsOut ? monthsLater(decided_at, validity_months) : null,
    }
  })
  await emitAll(
    ctx,
    rows.map(({ id, customer_id, purpose_id, channel, state }) => ({
      name: 'consent.recorded',
      customerId: customer_id,
      subjectId: id,
      payload: { purpose: purposes.get(purpose_id)!.name, channel, state },
    })),
    [insertOf('consent_decisions', decisionColumns, rows), historyPart(ctx, rows.map(decisionAdded))],
  )
  await followDecisions(ctx, rows)
  return rows.map(({ id }) => id)
}

/** Strikes a decision out that was recorded wrongly. It stays, with the reason; the one before it counts again. */
export async function correctConsent(ctx: Ctx, id: string, reason: string): Promise<Decision> {
  const { customer_id } = await findDecision(ctx, id)
  await lockCustomers(ctx, [customer_id])
  const decision = await findDecision(ctx, id)
  if (decision.struck) {
    throw new AppError('conflict', 'consent.struck', {
      message: 'This decision was struck out already. Nothing was changed.',
    })
  }
  await strikeOut(ctx, [decision], reason, [historyPart(ctx, [decisionStruck(decision)])])
  return findDecision(ctx, id)
}
