import type { Draft, NewCustomer, Status } from '#modules/customers/draft.ts'
import { type Transition, transitionBetween } from '#modules/customers/lifecycle-rules.ts'
import type { Ctx } from '#platform/context.ts'
import type { DomainEvent } from '#platform/events/events.ts'

export const importedEvent = (ctx: Ctx, { id, number }: Pick<NewCustomer, 'id' | 'number'>): DomainEvent => ({
  name: 'customer.imported',
  customerId: id,
  payload: { number, file: ctx.actor.name },
})

const statusEvents: Record<Transition, string> = {
  deactivation: 'customer.deactivated',
  activation: 'customer.activated',
  archival: 'customer.archived',
  restoration: 'customer.restored',
}

type Changed = { id: string; changes: readonly { field: keyof Draft }[]; from: Status; status: Status }

export function changeEvents({ id, changes, from, status }: Changed): DomainEvent[] {
  const events: DomainEvent[] = []
  const transition = transitionBetween(from, status)
  if (transition) events.push({ name: statusEvents[transition], customerId: id, payload: { from } })
  if (changes.length > 0)
    events.push({
      name: 'customer.changed',
      customerId: id,
      payload: { fields: changes.map(({ field }) => field) },
    })
  return events
}
