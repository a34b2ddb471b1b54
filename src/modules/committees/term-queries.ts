import { Sql } from '#capabilities/search/sql.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { cutPage, decodeCursor, isDay, isId } from '#platform/http/paging.ts'
import type { SpanState, Term } from './shapes.ts'
import { inStateSql, personSql, stateSql } from './spans-sql.ts'
import { workspaceToday } from './today.ts'

/** The last day of a term `t` in a position `p` of a committee `k`: whichever of them ends first. */
export const endsOn = 'least(t.until_on, p.until_on, k.until_on)'

/** `$1` is the workspace, `$2` the day as of which terms are past, current or future. */
export const selectTerms = `
  SELECT t.id, ${personSql('c')} AS customer, json_build_object('id', k.id, 'name', k.name) AS committee,
         json_build_object('id', p.id, 'name', p.name, 'seats', p.seats, 'term_months', p.term_months) AS position,
         t.from_on, t.until_on, ${endsOn} AS ends_on, ${stateSql('t.from_on', endsOn, '$2')} AS state,
         t.end_reason, t.planned_until_on, t.beyond_seats, t.note, t.created_at, t.version
  FROM committee_terms t
  JOIN customers c ON c.workspace_id = t.workspace_id AND c.id = t.customer_id
  JOIN committee_positions p ON p.workspace_id = t.workspace_id AND p.id = t.position_id
  JOIN committees k ON k.workspace_id = t.workspace_id AND k.id = t.committee_id
  WHERE t.workspace_id = $1`

/** Those of some terms that are there. `update` locks them, in one order for all who do. */
export async function findTerms(
  ctx: Ctx,
  ids: readonly string[],
  purpose: 'read' | 'update' = 'read',
): Promise<Term[]> {
  return ctx.rows<Term>(
    `${selectTerms} AND t.id = ANY ($3::uuid[]) ORDER BY t.id ${purpose === 'update' ? 'FOR UPDATE OF t' : ''}`,
    [ctx.workspaceId, await workspaceToday(ctx), ids],
  )
}

/** A term by id; 404 when there is none in this workspace. */
export async function findTerm(ctx: Ctx, id: string, purpose: 'read' | 'update' = 'read'): Promise<Term> {
  const [found] = await findTerms(ctx, [id], purpose)
  if (!found) throw missing('term')
  return found
}

type Asked = {
  filter: { committee?: string; position?: string; customer?: string; state: SpanState | 'all' }
  limit: number
  cursor?: string
}

export type Place = [from: string, id: string]
export const isPlace = (values: unknown): values is Place =>
  Array.isArray(values) && values.length === 2 && isDay(values[0]) && isId(values[1])

/** Terms, latest begun first. */
export async function listTerms(ctx: Ctx, { filter, limit, cursor }: Asked) {
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  const today = sql.add(await workspaceToday(ctx))
  const where = [inStateSql(filter.state, 't.from_on', endsOn, today)]
  if (filter.committee) where.push(`t.committee_id = ${sql.add(filter.committee)}::uuid`)
  if (filter.position) where.push(`t.position_id = ${sql.add(filter.position)}::uuid`)
  if (filter.customer) where.push(`t.customer_id = ${sql.add(filter.customer)}::uuid`)
  const after = decodeCursor(cursor, isPlace)
  if (after) where.push(`(t.from_on, t.id) < (${sql.add(after[0])}::date, ${sql.add(after[1])}::uuid)`)
  const found = await ctx.rows<Term>(
    `${selectTerms} AND ${where.join(' AND ')} ORDER BY t.from_on DESC, t.id DESC LIMIT ${sql.add(limit + 1)}`,
    sql.values,
  )
  const { rows, next_cursor } = cutPage(found, limit, (term): Place => [term.from_on, term.id])
  return { items: rows, next_cursor }
}
