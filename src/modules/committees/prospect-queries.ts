import { Sql } from '#capabilities/search/sql.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { cutPage, decodeCursor } from '#platform/http/paging.ts'
import type { Prospect, SpanState, Stage } from './shapes.ts'
import { inStateSql, personSql, stateSql } from './spans-sql.ts'
import { nextStages } from './stages.ts'
import { isPlace, type Place } from './term-queries.ts'
import { workspaceToday } from './today.ts'

type Stored = Omit<Prospect, 'next_stages'>

const select = `
  SELECT p.id, ${personSql('c')} AS customer, ${personSql('s')} AS solicitor, p.stage,
         CASE WHEN p.target_amount IS NOT NULL
           THEN json_build_object('amount', p.target_amount, 'currency', p.target_currency) END AS target,
         p.from_on, p.until_on, ${stateSql('p.from_on', 'p.until_on', '$2')} AS state, p.end_reason, p.note,
         p.created_at, p.version
  FROM prospects p
  JOIN customers c ON c.workspace_id = p.workspace_id AND c.id = p.customer_id
  JOIN customers s ON s.workspace_id = p.workspace_id AND s.id = p.solicitor_id
  WHERE p.workspace_id = $1`

const shown = ({ stage, ...rest }: Stored): Prospect => ({
  ...rest,
  stage,
  next_stages: [...nextStages(stage)],
})

/** Those of some prospects that are there. `update` locks them, in one order for all who do. */
export async function findProspects(
  ctx: Ctx,
  ids: readonly string[],
  purpose: 'read' | 'update' = 'read',
): Promise<Prospect[]> {
  const rows = await ctx.rows<Stored>(
    `${select} AND p.id = ANY ($3::uuid[]) ORDER BY p.id ${purpose === 'update' ? 'FOR UPDATE OF p' : ''}`,
    [ctx.workspaceId, await workspaceToday(ctx), ids],
  )
  return rows.map(shown)
}

export async function findProspect(
  ctx: Ctx,
  id: string,
  purpose: 'read' | 'update' = 'read',
): Promise<Prospect> {
  const [found] = await findProspects(ctx, [id], purpose)
  if (!found) throw missing('prospect')
  return found
}

type Asked = {
  filter: { customer?: string; solicitor?: string; stage?: Stage; state: SpanState | 'all' }
  limit: number
  cursor?: string
}

/** Prospects, latest given first. */
export async function listProspects(ctx: Ctx, { filter, limit, cursor }: Asked) {
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  const today = sql.add(await workspaceToday(ctx))
  const where = [inStateSql(filter.state, 'p.from_on', 'p.until_on', today)]
  if (filter.customer) where.push(`p.customer_id = ${sql.add(filter.customer)}::uuid`)
  if (filter.solicitor) where.push(`p.solicitor_id = ${sql.add(filter.solicitor)}::uuid`)
  if (filter.stage) where.push(`p.stage = ${sql.add(filter.stage)}`)
  const after = decodeCursor(cursor, isPlace)
  if (after) where.push(`(p.from_on, p.id) < (${sql.add(after[0])}::date, ${sql.add(after[1])}::uuid)`)
  const found = await ctx.rows<Stored>(
    `${select} AND ${where.join(' AND ')} ORDER BY p.from_on DESC, p.id DESC LIMIT ${sql.add(limit + 1)}`,
    sql.values,
  )
  const { rows, next_cursor } = cutPage(found, limit, (row): Place => [row.from_on, row.id])
  return { items: rows.map(shown), next_cursor }
}
