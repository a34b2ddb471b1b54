import { allFields } from '#capabilities/custom-fields/definitions.ts'
import { historyLabels } from '#capabilities/custom-fields/history.ts'
import type { HistoryField } from '#capabilities/declaration/record-history.ts'
import type { Registry } from '#capabilities/declaration/registry.ts'
import { withoutSort } from '#capabilities/declaration/sorts.ts'
import { Sql } from '#capabilities/search/sql.ts'
import { actorName, actorOf } from '#capabilities/timeline/actor-name.ts'
import { type Access, may } from '#platform/access.ts'
import type { Actor, Ctx } from '#platform/context.ts'
import { cutPage, decodeCursor, isId } from '#platform/http/paging.ts'
import type { FieldChanges, Reason, RecordChange } from './record.ts'
import { fieldsOfRecord, hiddenFieldsOf } from './record-fields.ts'
import { isErased } from './values.ts'

export type HistoryEntry = {
  id: string
  at: string
  kind: string
  record_id: string
  action: RecordChange['action']
  reason: Reason
  operation_id: string
  actor: Actor
  version: number | null
  changes: {
    field: string
    /** Of a custom field. */
    label: string | null
    old: unknown
    new: unknown
    set: boolean
    revertible: boolean
  }[]
}

export type HistoryQuery = {
  /** Only these kinds of records. */
  kinds?: readonly string[] | undefined
  recordId?: string | undefined
  field?: string | undefined
  reasons?: readonly string[] | undefined
  /** First and last day, `YYYY-MM-DD`, UTC. */
  from?: string | undefined
  to?: string | undefined
  limit: number
  cursor?: string | undefined
}

type Row = Omit<HistoryEntry, 'actor' | 'changes'> & {
  actor_kind: Actor['kind']
  actor_id: string | null
  actor_name: string | null
  changes: FieldChanges
}

/** Kinds of records whose history somebody may see. */
const readableKinds = (access: Access, registry: Registry): string[] =>
  [...registry.records].flatMap(([kind, { permissions }]) => (may(access, permissions.read) ? [kind] : []))

/** The condition for rows of some kinds, of the sorts of them that the reader may see. */
async function ofKinds(ctx: Ctx, registry: Registry, kinds: readonly string[], sql: Sql): Promise<string> {
  const names: string[] = []
  const whole: string[] = []
  for (const kind of kinds) {
    const { sorts } = registry.records.get(kind)!
    const seen = sorts && (await sorts(ctx))
    if (sorts && !seen) whole.push(kind)
    else names.push(...(seen?.map((sort) => `${kind}:${sort}`) ?? [kind]))
  }
  const named = `r.kind = ANY (${sql.add(names)}::text[])`
  return whole.length === 0
    ? named
    : `(${named} OR split_part(r.kind, ':', 1) = ANY (${sql.add(whole)}::text[]))`
}

/** The changes of a row without the fields that the reader may not see. */
async function visibleChanges(ctx: Ctx, registry: Registry, sql: Sql): Promise<string> {
  const cases: string[] = []
  for (const [kind, history] of registry.records) {
    const fields = await hiddenFieldsOf(ctx, history)
    if (fields.length > 0) cases.push(`WHEN ${sql.add(kind)} THEN r.changes - ${sql.add(fields)}::text[]`)
  }
  return cases.length > 0
    ? `CASE split_part(r.kind, ':', 1) ${cases.join(' ')} ELSE r.changes END`
    : 'r.changes'
}

/** What was changed in a customer and in what hangs on it, newest first; ids are UUIDv7, so their order is that of time. */
export async function readHistory(
  ctx: Ctx,
  registry: Registry,
  customerId: string,
  query: HistoryQuery,
): Promise<{ items: HistoryEntry[]; next_cursor: string | null }> {
  const sql = new Sql()
  const [workspace, customer] = [sql.add(ctx.workspaceId), sql.add(customerId)]
  const allowed = readableKinds(ctx.access, registry)
  const kinds = query.kinds ? allowed.filter((kind) => query.kinds!.includes(kind)) : allowed
  const visible = await visibleChanges(ctx, registry, sql)
  const where = [await ofKinds(ctx, registry, kinds, sql)]
  // A change of nothing but hidden fields would tell that there was one.
  if (visible !== 'r.changes') where.push(`(r.action <> 'changed' OR ${visible} <> '{}')`)
  if (query.recordId) where.push(`r.record_id = ${sql.add(query.recordId)}::uuid`)
  if (query.field) where.push(`${visible} ? ${sql.add(query.field)}`)
  if (query.reasons) where.push(`r.reason = ANY (${sql.add(query.reasons)}::text[])`)
  if (query.from) where.push(`r.at >= ${sql.add(query.from)}::date`)
  if (query.to) where.push(`r.at < ${sql.add(query.to)}::date + 1`)
  const after = decodeCursor(query.cursor, isId)
  if (after) where.push(`r.id < ${sql.add(after)}::uuid`)
  const found = await ctx.rows<Row>(
    `SELECT r.id, r.at, r.kind, r.record_id, r.action, r.reason, r.operation_id, r.actor_kind, r.actor_id, r.version,
            ${visible} AS changes, ${actorName('r')} AS actor_name
     FROM record_changes r
     WHERE r.workspace_id = ${workspace} AND r.customer_id = ${customer} AND ${where.join(' AND ')}
     ORDER BY r.id DESC LIMIT ${query.limit + 1}`,
    sql.values,
  )
  const { rows, next_cursor } = cutPage(found, query.limit, (row) => row.id)
  const labels = historyLabels(await allFields(ctx))
  const items: HistoryEntry[] = []
  for (const row of rows) {
    const history = registry.records.get(row.kind)
    items.push(shown(history ? await fieldsOfRecord(ctx, history) : {}, labels, row))
  }
  return { items, next_cursor }
}

function shown(
  fields: Readonly<Record<string, HistoryField>>,
  labels: ReadonlyMap<string, string>,
  row: Row,
): HistoryEntry {
  const { actor_kind: _k, actor_id: _i, actor_name: _n, changes, ...rest } = row
  return {
    ...rest,
    kind: withoutSort(row.kind),
    actor: actorOf(row),
    changes: Object.entries(changes).map(([field, [old, now]]) => ({
      field,
      label: labels.get(field) ?? null,
      old,
      new: now,
      set: fields[field]?.set === true,
      revertible:
        row.action === 'changed' &&
        fields[field] !== undefined &&
        !isErased(old) &&
        !fields[field].refuses?.(old),
    })),
  }
}
