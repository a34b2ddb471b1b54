import type { HistoryField, RecordHistory, RecordValues } from '#capabilities/declaration/record-history.ts'
import { type FieldChanges, historyPart, type RecordChange } from '#capabilities/history/record.ts'
import { allOf } from '#capabilities/history/undo.ts'
import { same } from '#capabilities/history/values.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import type { Insert } from '#platform/database/insert-rows.ts'
import { emitAll } from '#platform/events/events.ts'

/** What terms, roles, solicitors and prospects have in common: a row that belongs to a customer. */
export type DatedRow = { id: string; customer: { id: string }; created_at: string; version: number }
export type DatedTable = 'committee_terms' | 'customer_roles' | 'solicitors' | 'prospects'

/** A record as it is to be: checked before it is written. */
export type Draft = { id: string; customerId: string; values: RecordValues }

export type DatedKind<Row extends DatedRow> = {
  /** As history and events name it. */
  name: string
  table: DatedTable
  permissions: RecordHistory['permissions']
  fields: Readonly<Record<string, HistoryField>>
  /** Those of some records that are there; `update` locks them in one order. */
  find(ctx: Ctx, ids: readonly string[], purpose: 'read' | 'update'): Promise<Row[]>
  /** Its fields as history keeps them. */
  values(row: Row): RecordValues
  /** Columns of some of these fields. */
  columns(values: RecordValues): Record<string, unknown>
  /** What the timeline says of it. */
  payload(values: RecordValues): Record<string, unknown>
  /** Why a record cannot come to be like this, as a code. It locks what the answer depends on. */
  refusal(ctx: Ctx, draft: Draft): Promise<string | null>
  /** What is written in the same statement, such as the words by which it is found. */
  beside?(ctx: Ctx, drafts: readonly Draft[]): Insert[]
  /** What goes when it is deleted. */
  forget?(ctx: Ctx, ids: readonly string[]): Promise<void>
}

type Kind<Row extends DatedRow> = Pick<DatedKind<Row>, 'name' | 'values'>

const change = <Row extends DatedRow>(
  kind: Kind<Row>,
  row: Row,
  action: RecordChange['action'],
  changes: FieldChanges,
): RecordChange => ({
  customerId: row.customer.id,
  kind: kind.name,
  recordId: row.id,
  action,
  version: row.version,
  changes,
})

export const wasAdded = <Row extends DatedRow>(kind: Kind<Row>, row: Row) => change(kind, row, 'created', {})
export const wasDeleted = <Row extends DatedRow>(kind: Kind<Row>, row: Row) =>
  change(kind, row, 'deleted', allOf(kind.values(row)))
export function wasChanged<Row extends DatedRow>(kind: Kind<Row>, before: Row, after: Row): RecordChange {
  const [old, now] = [kind.values(before), kind.values(after)]
  const fields = Object.keys(now).filter((field) => !same(old[field], now[field]))
  return change(
    kind,
    after,
    'changed',
    Object.fromEntries(fields.map((field) => [field, [old[field], now[field]] as const])),
  )
}

/** Says what happened to records, and keeps what it changed, in one statement. */
export function tell<Row extends DatedRow>(
  ctx: Ctx,
  kind: DatedKind<Row>,
  happened: string,
  told: readonly { row: Row; change: RecordChange }[],
): Promise<void> {
  const drafts = told.map(({ row }) => ({
    id: row.id,
    customerId: row.customer.id,
    values: kind.values(row),
  }))
  return emitAll(
    ctx,
    drafts.map(({ id, customerId, values }) => ({
      name: `${kind.name}.${happened}`,
      customerId,
      subjectId: id,
      payload: kind.payload(values),
    })),
    [
      historyPart(
        ctx,
        told.map((one) => one.change),
      ),
      ...(kind.beside?.(ctx, drafts) ?? []),
    ],
  )
}

/** Writes columns of a record; its version goes up by one. */
export const updateRow = (ctx: Ctx, table: DatedTable, id: string, columns: Record<string, unknown>) =>
  ctx.run(
    db
      .updateTable(table as 'prospects')
      .set((eb) => ({ ...columns, updated_at: ctx.now.toISOString(), version: eb('version', '+', 1) }))
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id),
  )

export const insertRow = (ctx: Ctx, table: DatedTable, row: Record<string, unknown>) =>
  ctx.run(
    db.insertInto(table as 'prospects').values({
      created_at: ctx.now.toISOString(),
      ...row,
      workspace_id: ctx.workspaceId,
      updated_at: ctx.now.toISOString(),
    } as never),
  )
