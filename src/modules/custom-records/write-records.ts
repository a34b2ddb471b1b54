import type { CustomField, StoredCustom } from '#capabilities/custom-fields/field.ts'
import { historyOfCustom } from '#capabilities/custom-fields/history.ts'
import { customParts, forgetCustom } from '#capabilities/custom-fields/write-values.ts'
import { historyPart, type RecordChange } from '#capabilities/history/record.ts'
import { forgetRecordWords, recordWordsPart } from '#capabilities/search/record-words.ts'
import type { Ctx } from '#platform/context.ts'
import { arrayLiteral, type Insert, insertOf } from '#platform/database/insert-rows.ts'
import { emitAll } from '#platform/events/events.ts'
import { eventOf } from './events.ts'
import { ownTitle } from './fields.ts'
import type { RecordType } from './shapes.ts'
import { kindOf } from './type-access.ts'

/** Under this kind the search box finds records of every type. */
export const searchKind = 'record'

export type NewRecord = {
  id: string
  customerId: string
  custom: StoredCustom
  createdBy: string | null
  createdAt: Date | string
  version: number
}
export type ChangedRecord = {
  id: string
  customerId: string
  before: StoredCustom
  after: StoredCustom
  /** Before the change. */
  version: number
}

const columns = {
  workspace_id: 'uuid',
  id: 'uuid',
  type_id: 'uuid',
  customer_id: 'uuid',
  custom: 'jsonb',
  created_by: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  version: 'integer',
}

/** The rows themselves, with the index of their values and their words; no timeline, no history. */
export function rowParts(
  ctx: Ctx,
  type: RecordType,
  fields: readonly CustomField[],
  records: readonly NewRecord[],
): Insert[] {
  const rows = records.map(({ id, customerId, custom, createdBy, createdAt, version }) => ({
    workspace_id: ctx.workspaceId,
    id,
    type_id: type.id,
    customer_id: customerId,
    custom,
    created_by: createdBy,
    created_at: createdAt,
    updated_at: ctx.now,
    version,
  }))
  const values = records.map(({ id, customerId, custom: after }) => ({ id, customerId, after }))
  return [
    insertOf('custom_records', columns, rows),
    ...customParts(ctx, fields, values),
    wordsPart(ctx, type, values),
  ]
}

/** Records are found by their titles. */
export const wordsPart = (
  ctx: Ctx,
  type: RecordType,
  records: readonly { id: string; customerId: string; after: StoredCustom }[],
): Insert =>
  recordWordsPart(
    ctx,
    searchKind,
    records.map(({ id, customerId, after }) => ({ id, customerId, text: ownTitle(type, after) ?? '' })),
  )

type Why = { event: 'added' | 'restored'; keep: boolean }

/** Writes new records of a type in one statement, with all that goes with them. `keep`: history is told as well. */
export async function insertRecords(
  ctx: Ctx,
  type: RecordType,
  fields: readonly CustomField[],
  records: readonly NewRecord[],
  { event, keep }: Why = { event: 'added', keep: true },
): Promise<void> {
  if (records.length === 0) return
  const changes = records.map(
    ({ id, customerId, version }): RecordChange => ({
      customerId,
      kind: kindOf(type),
      recordId: id,
      action: 'created',
      version,
      changes: {},
    }),
  )
  const events = records.map((record) =>
    eventOf(event, type, { ...record, title: ownTitle(type, record.custom) }),
  )
  await emitAll(ctx, events, [
    ...rowParts(ctx, type, fields, records),
    ...(keep ? [historyPart(ctx, changes)] : []),
  ])
}

/** Writes changed values in one statement, with all that goes with them. Each version goes up by one. */
export async function updateRecords(
  ctx: Ctx,
  type: RecordType,
  fields: readonly CustomField[],
  records: readonly ChangedRecord[],
  { event, keep }: { event: 'changed' | 'changes_undone'; keep: boolean } = { event: 'changed', keep: true },
): Promise<void> {
  if (records.length === 0) return
  const kept = keep ? await historyOfCustom(ctx, fields, records) : []
  const changes = kept.map(
    (fieldChanges, i): RecordChange => ({
      customerId: records[i]!.customerId,
      kind: kindOf(type),
      recordId: records[i]!.id,
      action: 'changed',
      version: records[i]!.version + 1,
      changes: fieldChanges,
    }),
  )
  const events = records.map((record) =>
    eventOf(event, type, { ...record, title: ownTitle(type, record.after) }),
  )
  await emitAll(ctx, events, [
    changedRows(ctx, records),
    ...customParts(ctx, fields, records),
    wordsPart(ctx, type, records),
    ...(keep ? [historyPart(ctx, changes)] : []),
  ])
}

const changedRows = (ctx: Ctx, records: readonly ChangedRecord[]): Insert => ({
  rows: records.length,
  values: [ctx.workspaceId, ctx.now, arrayLiteral(records, 'id'), arrayLiteral(records, 'after')],
  sql: (first) =>
    `UPDATE custom_records r SET custom = u.custom, updated_at = $${first + 1}::timestamptz, version = r.version + 1
     FROM unnest($${first + 2}::uuid[], $${first + 3}::jsonb[]) AS u(id, custom)
     WHERE r.workspace_id = $${first}::uuid AND r.id = u.id`,
})

/** Takes records away, with their values and words. */
export async function removeRows(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.rows('DELETE FROM custom_records WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [
    ctx.workspaceId,
    ids,
  ])
  await forgetCustom(ctx, ids)
  await forgetRecordWords(ctx, searchKind, ids)
}
