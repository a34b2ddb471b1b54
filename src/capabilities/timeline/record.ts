import { uuidv7 } from 'uuidv7'
import type { Registry } from '#capabilities/declaration/registry.ts'
import type { Ctx } from '#platform/context.ts'
import { insertLater, insertOf } from '#platform/database/insert-rows.ts'
import type { DomainEvent, EventSink } from '#platform/events/events.ts'

export const timelineColumns = {
  workspace_id: 'uuid',
  customer_id: 'uuid',
  id: 'uuid',
  at: 'timestamptz',
  event: 'text',
  actor_kind: 'text',
  actor_id: 'uuid',
  subject_id: 'uuid',
  payload: 'jsonb',
}

/** A timeline row for an event, for verbs that write it in a statement of their own. */
export const timelineRow = (ctx: Ctx, event: DomainEvent) => ({
  workspace_id: ctx.workspaceId,
  customer_id: event.customerId,
  id: uuidv7(),
  at: ctx.now,
  event: event.name,
  actor_kind: ctx.actor.kind,
  actor_id: ctx.actor.id,
  subject_id: event.subjectId ?? null,
  payload: event.payload,
})

const registries = new WeakMap<EventSink, () => Registry>()

/** The declarations by which the events of an installation are put into words. */
export const registryOf = (sink: EventSink): Registry => registries.get(sink)!()

/** Puts events on the timeline and tells the modules that listen, all in the transaction of the verb. */
export function timelineSink(registry: () => Registry): EventSink {
  const sink: EventSink = {
    async deliver(ctx, events, beside = []) {
      for (const event of events) demandDeclared(registry(), event)
      const entries = events.map((event) => timelineRow(ctx, event))
      await insertLater(ctx, [insertOf('timeline_entries', timelineColumns, entries), ...beside])
      await tellListeners(ctx, registry(), events)
    },
  }
  registries.set(sink, registry)
  return sink
}

/** What is not declared would escape erasure: an event or a field that no module knows is a mistake in the program. */
function demandDeclared(registry: Registry, { name, payload }: DomainEvent): void {
  const declared = registry.event(name)?.payload
  if (!declared) throw new Error(`No module declares the event ${name}`)
  const stranger = Object.keys(payload).find((field) => !(field in declared))
  if (stranger) throw new Error(`The event ${name} does not declare the field ${stranger}`)
}

/** With more events than this at once, screens are told that customers changed, not which. */
const MANY = 50

async function tellListeners(ctx: Ctx, registry: Registry, events: readonly DomainEvent[]): Promise<void> {
  for (const event of events) {
    for (const listener of registry.listeners(event.name))
      await listener(ctx, event.customerId, event.payload)
  }
  const hint = { workspaceId: ctx.workspaceId, staffId: null, topic: 'customer' }
  ctx.afterCommit(() => {
    if (events.length > MANY) ctx.app.live.publish(hint)
    else for (const event of events) ctx.app.live.publish({ ...hint, id: event.customerId })
  })
}
