import { Sql } from '#capabilities/search/sql.ts'
import { startJob } from '#modules/jobs/job.ts'
import type { Ctx } from '#platform/context.ts'
import { prepare, rulesOf } from './bulk-rules.ts'
import type { BulkAction, CustomerRow, Selection } from './contract.ts'
import { type Conditions, conditionsOf } from './filter.ts'
import { type StoredRow, selectRow, selectTagsAndGroup, toRow } from './rows.ts'

export const bulkTask = 'customers.bulk'

/** Which customers a selection means, as conditions on customers `c`. */
export async function selectionConditions(ctx: Ctx, selection: Selection): Promise<Conditions> {
  if ('ids' in selection) return conditionsOf(ctx, { ids: selection.ids, filter: { status: 'all' } })
  const { q, filter, except } = selection
  const conditions = await conditionsOf(ctx, { q, filter })
  if (except.length === 0) return conditions
  const not = { where: (sql: Sql) => `c.id <> ALL (${sql.add(except)}::uuid[])` }
  return { ...conditions, all: [...conditions.all, not] }
}

/** The WHERE of a selection; `$1` is the workspace. */
export function selectionWhere({ statuses, all }: Conditions, sql: Sql): string {
  const status = `c.status = ANY (${sql.add(statuses)}::text[])`
  return ['c.workspace_id = $1', status, ...all.map((condition) => condition.where(sql))].join(' AND ')
}

export type Preview = { matching: number; changing: number; refused: number; examples: CustomerRow[] }

/** What a bulk action would do now, and the first few customers it would change. */
export async function previewBulk(
  ctx: Ctx,
  { selection, action }: { selection: Selection; action: BulkAction },
): Promise<Preview> {
  const conditions = await selectionConditions(ctx, selection)
  const rules = rulesOf(await prepare(ctx, action, false))
  const counting = new Sql()
  counting.add(ctx.workspaceId)
  const counted = `SELECT count(*) AS matching, count(*) FILTER (WHERE ${rules.changing(counting)}) AS changing,
      count(*) FILTER (WHERE ${rules.refused}) AS refused
    FROM customers c WHERE ${selectionWhere(conditions, counting)}`
  const [counts] = await ctx.rows<Omit<Preview, 'examples'>>(counted, counting.values)
  const showing = new Sql()
  showing.add(ctx.workspaceId)
  const examples = await ctx.rows<StoredRow>(
    `SELECT ${selectRow('c')}, ${selectTagsAndGroup('c')} FROM customers c
     WHERE ${selectionWhere(conditions, showing)} AND ${rules.changing(showing)} ORDER BY c.id LIMIT 5`,
    showing.values,
  )
  return { ...counts!, examples: examples.map((row) => toRow(ctx.access, row)) }
}

/** Puts the action on the queue. What is wrong with it is told now. */
export async function startBulk(
  ctx: Ctx,
  { selection, action }: { selection: Selection; action: BulkAction },
): Promise<{ job_id: string }> {
  await selectionConditions(ctx, selection)
  await prepare(ctx, action, true)
  const total = 'ids' in selection ? new Set(selection.ids).size : null
  const job_id = await startJob(ctx, { kind: bulkTask, task: bulkTask, total, input: { selection, action } })
  return { job_id }
}
