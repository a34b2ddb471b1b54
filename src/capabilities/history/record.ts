import { uuidv7 } from 'uuidv7'
import type { Actor, Ctx } from '#platform/context.ts'
import { type Insert, insertOf, insertTogether } from '#platform/database/insert-rows.ts'

export type Reason = 'edit' | 'import' | 'bulk' | 'merge' | 'api' | 'portal' | 'undo' | 'revert'

/** `{ field: [old, new] }`; of a set, what was taken away and what was added. */
export type FieldChanges = Readonly<Record<string, readonly [old: unknown, now: unknown]>>

/** What happened to one record. */
export type RecordChange = {
  customerId: string
  kind: string
  recordId: string
  /** A deleted record has all its values as old ones; a created one none, they follow from what it is now. */
  action: 'created' | 'changed' | 'deleted'
  /** Of the record, after it. */
  version: number | null
  changes: FieldChanges
  /** Further customers with whom the record stands: their histories get copies. */
  alsoOf?: readonly string[]
  /** What it took away is not kept: nothing is offered to be undone. */
  final?: true
}

const columns = {
  workspace_id: 'uuid',
  customer_id: 'uuid',
  id: 'uuid',
  at: 'timestamptz',
  kind: 'text',
  record_id: 'uuid',
  action: 'text',
  reason: 'text',
  operation_id: 'uuid',
  actor_kind: 'text',
  actor_id: 'uuid',
  version: 'integer',
  changes: 'jsonb',
  copy: 'boolean',
}

const reasons: Record<Actor['kind'], Reason> = {
  staff: 'edit',
  customer: 'portal',
  import: 'import',
  'api-key': 'api',
  job: 'bulk',
  system: 'edit',
}

/** The operation that what is written now belongs to. An import is one, whatever number of batches it has. */
export const operationOf = ({ actor, operation }: Ctx): string =>
  (actor.kind === 'import' ? actor.id : undefined) ?? operation?.id ?? uuidv7()

/** The insert of changes into the history, to be run in one statement with others of the verb. */
export function historyPart(ctx: Ctx, all: readonly RecordChange[], why?: Reason): Insert {
  const changes = all.filter((one) => one.action !== 'changed' || Object.keys(one.changes).length > 0)
  const reason = why ?? (ctx.operation?.reason as Reason | undefined) ?? reasons[ctx.actor.kind]
  const operation_id = operationOf(ctx)
  if (ctx.operation && changes.some(({ final }) => !final)) ctx.operation.recorded = true
  const rows = changes.flatMap(
    ({ customerId, kind, recordId, action, version, changes: fields, alsoOf = [] }) =>
      [customerId, ...alsoOf].map((customer_id, place) => ({
        workspace_id: ctx.workspaceId,
        customer_id,
        id: uuidv7(),
        at: ctx.now,
        kind,
        record_id: recordId,
        action,
        reason,
        operation_id,
        actor_kind: ctx.actor.kind,
        actor_id: ctx.actor.id,
        version,
        changes: fields,
        copy: place > 0,
      })),
  )
  return insertOf('record_changes', columns, rows)
}

/** Keeps changes, in the transaction of the verb. */
export const recordChanges = (ctx: Ctx, changes: readonly RecordChange[], why?: Reason): Promise<void> =>
  insertTogether(ctx, [historyPart(ctx, changes, why)])
