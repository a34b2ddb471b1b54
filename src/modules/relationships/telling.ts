import type { Ctx } from '#platform/context.ts'
import type { Insert } from '#platform/database/insert-rows.ts'
import { type DomainEvent, emitAll } from '#platform/events/events.ts'
import type { StoredRelationship } from './queries.ts'

/** Both hear of it, each with what the other is to them. */
const eventsOf = (name: string, { id, from, to, type, title }: StoredRelationship): DomainEvent[] => [
  { name, customerId: from.id, subjectId: id, payload: { other: to.id, role: type.to_name, title } },
  { name, customerId: to.id, subjectId: id, payload: { other: from.id, role: type.from_name, title } },
]

/** Says of some relationships what happened to them; `beside` is written in the same statement. */
export const sayAll = (
  ctx: Ctx,
  name: string,
  relationships: readonly StoredRelationship[],
  beside?: readonly Insert[],
): Promise<void> =>
  emitAll(
    ctx,
    relationships.flatMap((one) => eventsOf(name, one)),
    beside,
  )
