import { allFields } from '#capabilities/custom-fields/definitions.ts'
import { historyLabels } from '#capabilities/custom-fields/history.ts'
import type { PresentRecord, RecordHistory } from '#capabilities/declaration/record-history.ts'
import { recordAsOf } from '#capabilities/history/as-of.ts'
import { type HistoryEntry, type HistoryQuery, readHistory } from '#capabilities/history/read.ts'
import { revertField } from '#capabilities/history/revert.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import { demand, may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'

const historyOf = (ctx: Ctx, kind: string): RecordHistory => registryOf(ctx.app.events).records.get(kind)!

async function findRecord(ctx: Ctx, kind: string, id: string): Promise<PresentRecord> {
  const [found] = await historyOf(ctx, kind).load(ctx, [id], 'read')
  if (!found) throw missing(kind)
  return found
}

const parts = (text: string | undefined) =>
  text
    ?.split(',')
    .map((part) => part.trim())
    .filter(Boolean)

type Asked = Pick<HistoryQuery, 'field' | 'from' | 'to' | 'limit' | 'cursor'> & {
  kind?: string | undefined
  record?: string | undefined
  reason?: string | undefined
}

/** Changes of one record, or of a customer with all that hangs on it. */
export async function listChanges(
  ctx: Ctx,
  kind: string,
  id: string,
  { kind: kinds, record, reason, ...asked }: Asked,
) {
  const { customerId } = await findRecord(ctx, kind, id)
  const whole = kind === 'customer'
  const { items, next_cursor } = await readHistory(ctx, registryOf(ctx.app.events), customerId, {
    ...asked,
    reasons: parts(reason),
    kinds: whole ? parts(kinds) : [kind],
    recordId: whole ? record : id,
  })
  const titles = await titlesOf(ctx, items)
  return { items: items.map((item) => ({ ...item, title: titles.get(item.record_id) ?? null })), next_cursor }
}

/** What the records of some changes are called now, by id. */
async function titlesOf(ctx: Ctx, items: readonly HistoryEntry[]): Promise<Map<string, string>> {
  const { kinds } = registryOf(ctx.app.events)
  const found = await Promise.all(
    [...new Set(items.map(({ kind }) => kind))].map(async (kind) => {
      const known = kinds.get(kind)
      if (!known || !may(ctx.access, known.permission)) return []
      const ids = items.filter((item) => item.kind === kind).map(({ record_id }) => record_id)
      return known.describe(ctx, [...new Set(ids)])
    }),
  )
  return new Map(found.flat().map(({ id, title }) => [id, title]))
}

export async function readAsOf(ctx: Ctx, kind: string, id: string, at: string) {
  const present = await findRecord(ctx, kind, id)
  const { values, differs } = await recordAsOf(ctx, kind, historyOf(ctx, kind), present, new Date(at))
  const labels = [...historyLabels(await allFields(ctx))].filter(([field]) => field in values)
  return { id, at: new Date(at).toISOString(), values, differs, labels: Object.fromEntries(labels) }
}

export const setBack = (
  ctx: Ctx,
  kind: string,
  id: string,
  change: { change_id: string; field: string },
  seen: number | undefined,
) => revertField(ctx, kind, historyOf(ctx, kind), id, change, seen)

/** Gives a field of whatever record a change was of its earlier value back; 404 for what the caller may not see. */
export async function setBackChange(
  ctx: Ctx,
  { operation_id, ...change }: { operation_id: string; change_id: string; field: string },
) {
  const [row] = await ctx.rows<{ kind: string; record_id: string }>(
    'SELECT kind, record_id FROM record_changes WHERE workspace_id = $1 AND operation_id = $2 AND id = $3',
    [ctx.workspaceId, operation_id, change.change_id],
  )
  const history = row && registryOf(ctx.app.events).records.get(row.kind)
  if (!history || !may(ctx.access, history.permissions.read)) throw missing('change')
  demand(ctx.access, history.permissions.write)
  return revertField(ctx, row.kind, history, row.record_id, change, undefined)
}
