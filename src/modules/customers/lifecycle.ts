import { historyPart } from '#capabilities/history/record.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, missing } from '#platform/errors.ts'
import { emit } from '#platform/events/events.ts'
import type { CustomerRecord } from './contract.ts'
import type { Status } from './draft.ts'
import { customerChanged } from './history-values.ts'
import { mayStart, type Transition, transitions } from './lifecycle-rules.ts'
import { findCustomer, showRecord } from './queries.ts'
import { asRead } from './rows.ts'

const refusals: Record<Transition, string> = {
  deactivation: 'Only an active customer can be made inactive',
  activation: 'Only an inactive customer can be made active; an archived one is restored',
  archival: 'This customer is archived already',
  restoration: 'Only an archived customer can be restored',
}

export const refusedTransition = (transition: Transition, from: Status) =>
  new AppError('conflict', 'customer.status.not_allowed', {
    message: `${refusals[transition]}. It is ${from} now, and nothing was changed.`,
    params: { from, to: transitions[transition].to },
  })

/** Takes a customer to another status, along the table of transitions. */
export async function changeStatus(ctx: Ctx, id: string, transition: Transition): Promise<CustomerRecord> {
  const stored = await findCustomer(ctx, id, 'update')
  if (!mayStart(transition, stored.status)) throw refusedTransition(transition, stored.status)
  const { to, event } = transitions[transition]
  await ctx.rows(
    'UPDATE customers SET status = $3, updated_at = $4, version = version + 1 WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, id, to, ctx.now],
  )
  const after = { ...stored, status: to, version: stored.version + 1, updated_at: asRead(ctx.now) }
  const kept = customerChanged(id, after.version, { status: [stored.status, to] })
  await emit(ctx, event, { customerId: id, payload: { from: stored.status } }, [historyPart(ctx, [kept])])
  return showRecord(ctx, after)
}

const unusable: Record<Exclude<Status, 'active'>, string> = {
  inactive:
    'This customer is inactive: no new offer, order, contract or booking can be made for it. Make it active first.',
  archived: 'This customer is archived. Restore it first.',
}

/**
 * Refuses, with the reason, what may be done for active customers only: new offers, orders, contracts, bookings,
 * links to tickets. Holds the status until the transaction ends. `also` names further statuses that will do.
 */
export async function demandUsable(
  ctx: Ctx,
  customerId: string,
  also: readonly Status[] = [],
): Promise<void> {
  const [found] = await ctx.rows<{ status: Status }>(
    'SELECT status FROM customers WHERE workspace_id = $1 AND id = $2 FOR SHARE',
    [ctx.workspaceId, customerId],
  )
  if (!found) throw missing('customer')
  const { status } = found
  if (status === 'active' || also.includes(status)) return
  throw new AppError('conflict', `customer.${status}`, { message: unusable[status], params: { status } })
}
