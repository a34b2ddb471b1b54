import type { HistoryField, PresentRecord, RecordHistory } from '#capabilities/declaration/record-history.ts'
import type { Registry } from '#capabilities/declaration/registry.ts'
import { withoutSort } from '#capabilities/declaration/sorts.ts'
import { may } from '#platform/access.ts'
import type { Actor, Ctx } from '#platform/context.ts'
import { type FieldChanges, type RecordChange, recordChanges } from './record.ts'
import { fieldsOfRecord, hiddenFieldsOf } from './record-fields.ts'
import { delta, isErased, same, withoutDelta } from './values.ts'

/** A row of the history, as stored. */
export type StoredChange = {
  id: string
  customer_id: string
  kind: string
  record_id: string
  action: RecordChange['action']
  actor_kind: Actor['kind']
  actor_id: string | null
  version: number | null
  changes: FieldChanges
}

/** What was left as it is; `field` null is the record as a whole. */
export type Kept = {
  customer_id: string
  kind: string
  record_id: string
  field: string | null
  reason: string
}

/** Records changed back, records deleted again, and what was left as it is. */
export type Undone = { undone: number; deleted: number; kept: Kept[] }

/** What is to become of one record. */
type Plan = {
  about: Pick<StoredChange, 'customer_id' | 'kind' | 'record_id'>
  present: PresentRecord | undefined
  /** Of the newest of the changes that are undone. */
  latest: number | null
  values: Record<string, unknown>
  touched: Set<string>
  remove: boolean
  restore: Record<string, unknown> | null
  kept: Kept[]
}

/**
 * Takes some changes of an operation back, newest first. A field that was changed again since is left as it is, and so
 * is what the record refuses now; both are told. Of a set only what the operation added or took away is turned round.
 * The undo is an operation of its own, so that it can be undone.
 */
export async function undoChanges(
  ctx: Ctx,
  registry: Registry,
  rows: readonly StoredChange[],
): Promise<Undone> {
  const result: Undone = { undone: 0, deleted: 0, kept: [] }
  for (const [kind, history] of registry.records) {
    const sorts = Map.groupBy(rows, (row) => row.kind)
    for (const [sort, own] of sorts) {
      if (withoutSort(sort) !== kind) continue
      const fields = await fieldsOfRecord(ctx, history)
      const plans = await planAll(ctx, history, fields, own)
      await carryOut(ctx, history, fields, plans, result)
      for (const { kept } of plans) result.kept.push(...kept)
    }
  }
  return result
}

type Fields = Readonly<Record<string, HistoryField>>

async function planAll(
  ctx: Ctx,
  history: RecordHistory,
  fields: Fields,
  rows: readonly StoredChange[],
): Promise<Plan[]> {
  const ids = [...new Set(rows.map((row) => row.record_id))]
  const found = new Map((await history.load(ctx, ids, 'update')).map((record) => [record.id, record]))
  const plans = new Map<string, Plan>()
  const hidden = new Set(await hiddenFieldsOf(ctx, history))
  for (const row of rows) {
    const { customer_id, kind, record_id } = row
    const present = found.get(record_id)
    const plan = plans.get(record_id) ?? {
      about: { customer_id, kind, record_id },
      present,
      latest: row.version,
      values: { ...present?.values },
      touched: new Set<string>(),
      remove: false,
      restore: null,
      kept: [],
    }
    plans.set(record_id, plan)
    if (!may(ctx.access, history.permissions.write)) keep(plan, null, 'permission.missing')
    else steps[row.action](ctx, { history, fields, hidden }, plan, row)
  }
  return [...plans.values()]
}

const keep = (plan: Plan, field: string | null, reason: string) =>
  plan.kept.push({ ...plan.about, field, reason })

type Rules = { history: RecordHistory; fields: Fields; hidden: ReadonlySet<string> }
type Step = (ctx: Ctx, rules: Rules, plan: Plan, row: StoredChange) => void

const steps: Record<RecordChange['action'], Step> = {
  created(ctx, { history }, plan, row) {
    const own =
      (row.actor_kind === ctx.actor.kind && row.actor_id === ctx.actor.id) ||
      (row.actor_kind === 'import' && row.actor_id === ctx.operation?.owns)
    if (!plan.present) keep(plan, null, 'gone')
    else if (!history.remove) keep(plan, null, 'not_possible')
    else if (!own && !may(ctx.access, history.permissions.remove)) keep(plan, null, 'permission.missing')
    // Somebody went on working with it.
    else if (plan.present.version !== plan.latest) keep(plan, null, 'changed_since')
    else plan.remove = true
  },
  deleted(_ctx, { history }, plan, row) {
    const values = Object.entries(row.changes).map(([field, [old]]) => [field, old] as const)
    if (plan.present) keep(plan, null, 'there_again')
    else if (!history.restore) keep(plan, null, 'not_possible')
    else if (values.some(([, old]) => isErased(old))) keep(plan, null, 'erased')
    else plan.restore = Object.fromEntries(values)
  },
  changed(ctx, rules, plan, row) {
    if (!plan.present) return void keep(plan, null, 'gone')
    for (const [field, change] of Object.entries(row.changes)) {
      const reason = stepBack(ctx, rules, plan, field, change)
      if (reason) keep(plan, field, reason)
    }
  },
}

/** Takes one change of one field back in the plan, or says why not. */
function stepBack(
  ctx: Ctx,
  { fields, hidden }: Rules,
  plan: Plan,
  field: string,
  change: readonly [unknown, unknown],
): string | null {
  const [old, now] = change
  const declared = fields[field]
  if (!declared) return 'not_possible'
  if (hidden.has(field)) return 'field.hidden'
  if (declared.permission && !may(ctx.access, declared.permission)) return 'permission.missing'
  if (isErased(old) || isErased(now)) return 'erased'
  if (declared.set) {
    plan.values[field] = withoutDelta(plan.values[field], change)
  } else {
    if (!same(plan.values[field], now)) return 'changed_since'
    const refused = declared.refuses?.(old)
    if (refused) return refused
    plan.values[field] = old
  }
  plan.touched.add(field)
  return null
}

/** The fields in which a plan differs from what is there, as history keeps them. */
function changesOf(fields: Fields, { present, values, touched }: Plan): FieldChanges {
  const found: [string, readonly [unknown, unknown]][] = []
  for (const field of touched) {
    const [before, after] = [present!.values[field], values[field]]
    if (fields[field]!.set) {
      const change = delta(before, after)
      if (change) found.push([field, change])
    } else if (!same(before, after)) found.push([field, [before, after]])
  }
  return Object.fromEntries(found)
}

async function carryOut(
  ctx: Ctx,
  history: RecordHistory,
  fields: Fields,
  plans: readonly Plan[],
  result: Undone,
): Promise<void> {
  const removing = plans.filter((plan) => plan.remove)
  const restoring = plans.filter((plan) => plan.restore)
  const writing = plans
    .filter((plan) => plan.present && !plan.remove)
    .map((plan) => ({ plan, changes: changesOf(fields, plan) }))
    .filter(({ changes }) => Object.keys(changes).length > 0)
  const written: RecordChange[] = []
  const ids = plans.map(({ about }) => about.record_id)
  const before = await history.alsoOf?.(ctx, ids)
  const note = (plan: Plan, action: RecordChange['action'], version: number, changes: FieldChanges) =>
    written.push({
      customerId: plan.about.customer_id,
      kind: plan.about.kind,
      recordId: plan.about.record_id,
      action,
      version,
      changes,
    })
  // What the operation made may stand in the way of what was there before it.
  if (removing.length > 0) {
    await history.remove!(
      ctx,
      removing.map((plan) => plan.present!),
    )
    for (const plan of removing) note(plan, 'deleted', plan.present!.version, allOf(plan.present!.values))
    result.deleted += removing.length
  }
  if (writing.length > 0) {
    const updates = writing.map(({ plan, changes }) => ({
      present: plan.present!,
      values: Object.fromEntries(Object.keys(changes).map((field) => [field, plan.values[field]])),
    }))
    const refusals = await history.write(ctx, updates, 'undo')
    for (const { plan, changes } of writing) {
      const refused = refusals.get(plan.about.record_id)
      if (refused) for (const field of Object.keys(changes)) keep(plan, field, refused)
      else note(plan, 'changed', plan.present!.version + 1, changes)
    }
  }
  if (restoring.length > 0) {
    const records = restoring.map((plan) => ({
      id: plan.about.record_id,
      customerId: plan.about.customer_id,
      version: (plan.latest ?? 0) + 1,
      values: plan.restore!,
    }))
    const refusals = await history.restore!(ctx, records)
    for (const [i, plan] of restoring.entries()) {
      const refused = refusals.get(plan.about.record_id)
      if (refused) keep(plan, null, refused)
      else note(plan, 'created', records[i]!.version, {})
    }
  }
  const after = await history.alsoOf?.(ctx, ids)
  for (const change of written)
    change.alsoOf = after?.get(change.recordId) ?? before?.get(change.recordId) ?? []
  await recordChanges(ctx, written, 'undo')
  result.undone += written.filter(({ action }) => action !== 'deleted').length
}

/** All that a record was, as what its deletion took away. */
export const allOf = (values: Readonly<Record<string, unknown>>): FieldChanges =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, [value, null]]))
