import { Sql } from '#capabilities/search/sql.ts'
import type { Ctx } from '#platform/context.ts'
import { cutPage, decodeCursor, isDay, isId } from '#platform/http/paging.ts'
import { isText } from './committee-queries.ts'
import type { Vacancy } from './shapes.ts'
import { isCurrentSql, personSql } from './spans-sql.ts'
import { workspaceToday } from './today.ts'

type Asked = {
  filter: { committee?: string; kind?: Vacancy['kind']; within: number }
  limit: number
  cursor?: string
}
type Place = [free_from: string, committee: string, id: string]
const isPlace = (values: unknown): values is Place =>
  Array.isArray(values) && values.length === 3 && isDay(values[0]) && isText(values[1]) && isId(values[2])

type Row = Vacancy & { name_key: string; place_id: string }

/**
 * Seats that nobody holds today, and terms that end soon, in committees that are at work; soonest free first. A term
 * that ends with its position or committee leaves nothing to fill.
 */
export async function listVacancies(ctx: Ctx, { filter, limit, cursor }: Asked) {
  const sql = new Sql()
  const workspace = sql.add(ctx.workspaceId)
  const today = sql.add(await workspaceToday(ctx))
  const within = sql.add(filter.within)
  const where = ['true']
  if (filter.kind) where.push(`v.kind = ${sql.add(filter.kind)}`)
  const committee = filter.committee ? `AND k.id = ${sql.add(filter.committee)}::uuid` : ''
  const after = decodeCursor(cursor, isPlace)
  if (after) {
    const [day, key, id] = after
    where.push(
      `(v.free_from, v.name_key, v.place_id) > (${sql.add(day)}::date, ${sql.add(key)} COLLATE "C", ${sql.add(id)}::uuid)`,
    )
  }
  const found = await ctx.rows<Row>(
    `WITH open AS (
       SELECT p.id, p.name, p.seats, p.term_months, p.until_on AS position_until, k.until_on AS committee_until, k.name_key,
              json_build_object('id', k.id, 'name', k.name) AS committee,
              (SELECT count(*)::int FROM committee_terms t WHERE t.workspace_id = p.workspace_id AND t.position_id = p.id
                 AND ${isCurrentSql('t.from_on', 't.until_on', today)}) AS held,
              (SELECT count(*)::int FROM committee_terms t WHERE t.workspace_id = p.workspace_id AND t.position_id = p.id
                 AND t.from_on > ${today}::date) AS successors
       FROM committees k
       JOIN committee_positions p ON p.workspace_id = k.workspace_id AND p.committee_id = k.id
         AND (p.until_on IS NULL OR p.until_on >= ${today}::date)
       WHERE k.workspace_id = ${workspace} AND ${isCurrentSql('k.from_on', 'k.until_on', today)} ${committee}),
     v AS (
       SELECT 'vacant' AS kind, ${today}::date AS free_from, o.seats - o.held AS seats, NULL::uuid AS term_id,
              NULL::uuid AS customer_id, o.id AS place_id, o.id AS position_id, o.name, o.term_months, o.name_key, o.committee, o.successors
       FROM open o WHERE o.held < o.seats
       UNION ALL
       SELECT 'ending', t.until_on + 1, 1, t.id, t.customer_id, t.id, o.id, o.name, o.term_months, o.name_key, o.committee, o.successors
       FROM open o
       JOIN committee_terms t ON t.workspace_id = ${workspace} AND t.position_id = o.id
         AND t.from_on <= ${today}::date AND t.until_on BETWEEN ${today}::date AND ${today}::date + ${within}::int
       WHERE t.until_on < coalesce(least(o.position_until, o.committee_until), 'infinity'))
     SELECT v.kind, v.committee, json_build_object('id', v.position_id, 'name', v.name, 'term_months', v.term_months) AS position, v.free_from, v.seats,
            v.term_id, v.successors, v.name_key, v.place_id, CASE WHEN c.id IS NOT NULL THEN ${personSql('c')} END AS customer
     FROM v LEFT JOIN customers c ON c.workspace_id = ${workspace} AND c.id = v.customer_id
     WHERE ${where.join(' AND ')}
     ORDER BY v.free_from, v.name_key, v.place_id LIMIT ${sql.add(limit + 1)}`,
    sql.values,
  )
  const { rows, next_cursor } = cutPage(
    found,
    limit,
    (row): Place => [row.free_from, row.name_key, row.place_id],
  )
  return { items: rows.map(({ name_key: _k, place_id: _p, ...rest }): Vacancy => rest), next_cursor }
}
