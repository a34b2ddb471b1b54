import type { RecordChange } from '#capabilities/history/record.ts'
import { allOf } from '#capabilities/history/undo.ts'
import { same } from '#capabilities/history/values.ts'
import type { StoredRelationship } from './queries.ts'

/**
 * Fields of a relationship as history keeps them. Of the two customers only the ids: the name of one would otherwise
 * stay in the history of the other when it is erased.
 */
export const relationshipValues = (stored: StoredRelationship) => ({
  type: { id: stored.type.id, name: `${stored.type.from_name} – ${stored.type.to_name}` },
  from: { id: stored.from.id },
  to: { id: stored.to.id },
  title: stored.title,
  started_on: stored.started_on,
  ended_on: stored.ended_on,
  from_manages: stored.from_manages,
  from_buys: stored.from_buys,
  to_manages: stored.to_manages,
  to_buys: stored.to_buys,
  note: stored.note,
  created_by: stored.created_by,
  created_at: stored.created_at,
})
export type Values = ReturnType<typeof relationshipValues>

/** It stands with both. */
const about = ({ id, from, to, version }: StoredRelationship) => ({
  customerId: from.id,
  alsoOf: [to.id],
  kind: 'relationship',
  recordId: id,
  version,
})

export const relationshipAdded = (stored: StoredRelationship): RecordChange => ({
  ...about(stored),
  action: 'created',
  changes: {},
})

export const relationshipDeleted = (stored: StoredRelationship): RecordChange => ({
  ...about(stored),
  action: 'deleted',
  changes: allOf(relationshipValues(stored)),
})

export function relationshipChanged(before: StoredRelationship, after: StoredRelationship): RecordChange {
  const [old, now] = [relationshipValues(before), relationshipValues(after)]
  const fields = (Object.keys(now) as (keyof Values)[]).filter((field) => !same(old[field], now[field]))
  const changes = Object.fromEntries(fields.map((field) => [field, [old[field], now[field]] as const]))
  return { ...about(after), action: 'changed', changes }
}
