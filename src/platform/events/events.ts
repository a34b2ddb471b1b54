import type { Ctx } from '../context.ts'
import type { Insert } from '../database/insert-rows.ts'

/** Something that happened to a customer, in the words of the module that says it. */
export type DomainEvent = {
  /** Declared by a module, e.g. `membership.cancelled`. */
  name: string
  customerId: string
  /** The record it is about, when that is not the customer. */
  subjectId?: string
  payload: Record<string, unknown>
}

/** Where events go: timeline and listeners, bound in `server/compose.ts`. */
export type EventSink = {
  /** `beside`: what the verb wants written in the same statement. */
  deliver(ctx: Ctx, events: readonly DomainEvent[], beside?: readonly Insert[]): Promise<void>
}

/** Says that something happened. In the same transaction it is put on the timeline and told to who listens. */
export const emit = (
  ctx: Ctx,
  name: string,
  event: Omit<DomainEvent, 'name'>,
  beside?: readonly Insert[],
): Promise<void> => ctx.app.events.deliver(ctx, [{ name, ...event }], beside)

export const emitAll = (
  ctx: Ctx,
  events: readonly DomainEvent[],
  beside?: readonly Insert[],
): Promise<void> => ctx.app.events.deliver(ctx, events, beside)
