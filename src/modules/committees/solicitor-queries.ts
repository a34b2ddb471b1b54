import { Sql } from '#capabilities/search/sql.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { cutPage, decodeCursor, isId } from '#platform/http/paging.ts'
import { isText } from './committee-queries.ts'
import type { Solicitor } from './shapes.ts'
import { isCurrentSql, personSql } from './spans-sql.ts'
import { workspaceToday } from './today.ts'

type Stored = Solicitor & { sort_name: string }

const select = `
  SELECT s.id, ${personSql('c')} AS customer, s.status, s.since_on, s.note, s.created_at, s.version, c.sort_name,
         coalesce(g.prospects, 0)::int AS prospects, coalesce(g.targets, '[]') AS targets
  FROM solicitors s
  JOIN customers c ON c.workspace_id = s.workspace_id AND c.id = s.customer_id
  LEFT JOIN LATERAL (
    SELECT sum(n) AS prospects,
           json_agg(json_build_object('amount', amount, 'currency', target_currency) ORDER BY target_currency)
             FILTER (WHERE target_currency IS NOT NULL) AS targets
    FROM (SELECT p.target_currency, count(*) AS n, sum(p.target_amount)::bigint AS amount FROM prospects p
          WHERE p.workspace_id = s.workspace_id AND p.solicitor_id = s.customer_id
            AND ${isCurrentSql('p.from_on', 'p.until_on', '$2')}
          GROUP BY p.target_currency) p) g ON true
  WHERE s.workspace_id = $1`

const shown = ({ sort_name: _, ...rest }: Stored): Solicitor => rest

/** Those of some solicitors that are there. `update` locks them, in one order for all who do. */
export async function findSolicitors(
  ctx: Ctx,
  ids: readonly string[],
  purpose: 'read' | 'update' = 'read',
): Promise<Solicitor[]> {
  const rows = await ctx.rows<Stored>(
    `${select} AND s.id = ANY ($3::uuid[]) ORDER BY s.id ${purpose === 'update' ? 'FOR UPDATE OF s' : ''}`,
    [ctx.workspaceId, await workspaceToday(ctx), ids],
  )
  return rows.map(shown)
}

export async function findSolicitor(
  ctx: Ctx,
  id: string,
  purpose: 'read' | 'update' = 'read',
): Promise<Solicitor> {
  const [found] = await findSolicitors(ctx, [id], purpose)
  if (!found) throw missing('solicitor')
  return found
}

type Asked = {
  filter: { status: 'active' | 'inactive' | 'all'; customer?: string }
  limit: number
  cursor?: string
}
type Place = [name: string, id: string]
const isPlace = (values: unknown): values is Place =>
  Array.isArray(values) && values.length === 2 && isText(values[0]) && isId(values[1])

/** Solicitors by name, with what is given to them today. */
export async function listSolicitors(ctx: Ctx, { filter, limit, cursor }: Asked) {
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  sql.add(await workspaceToday(ctx))
  const where = ['true']
  if (filter.status !== 'all') where.push(`s.status = ${sql.add(filter.status)}`)
  if (filter.customer) where.push(`s.customer_id = ${sql.add(filter.customer)}::uuid`)
  const after = decodeCursor(cursor, isPlace)
  if (after)
    where.push(`(c.sort_name, s.id) > (${sql.add(after[0])} COLLATE "C", ${sql.add(after[1])}::uuid)`)
  const found = await ctx.rows<Stored>(
    `${select} AND ${where.join(' AND ')} ORDER BY c.sort_name, s.id LIMIT ${sql.add(limit + 1)}`,
    sql.values,
  )
  const { rows, next_cursor } = cutPage(found, limit, ({ sort_name, id }): Place => [sort_name, id])
  return { items: rows.map(shown), next_cursor }
}
