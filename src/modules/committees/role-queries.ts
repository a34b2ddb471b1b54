import { Sql } from '#capabilities/search/sql.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { cutPage, decodeCursor } from '#platform/http/paging.ts'
import type { Role, SpanState } from './shapes.ts'
import { inStateSql, personSql, stateSql } from './spans-sql.ts'
import { isPlace, type Place } from './term-queries.ts'
import { workspaceToday } from './today.ts'

const select = `
  SELECT r.id, ${personSql('c')} AS customer, json_build_object('id', t.id, 'name', t.name) AS type,
         r.from_on, r.until_on, ${stateSql('r.from_on', 'r.until_on', '$2')} AS state, r.note, r.created_at, r.version
  FROM customer_roles r
  JOIN customers c ON c.workspace_id = r.workspace_id AND c.id = r.customer_id
  JOIN role_types t ON t.workspace_id = r.workspace_id AND t.id = r.type_id
  WHERE r.workspace_id = $1`

/** Those of some roles that are there. `update` locks them, in one order for all who do. */
export const findRoles = async (
  ctx: Ctx,
  ids: readonly string[],
  purpose: 'read' | 'update' = 'read',
): Promise<Role[]> =>
  ctx.rows<Role>(
    `${select} AND r.id = ANY ($3::uuid[]) ORDER BY r.id ${purpose === 'update' ? 'FOR UPDATE OF r' : ''}`,
    [ctx.workspaceId, await workspaceToday(ctx), ids],
  )

export async function findRole(ctx: Ctx, id: string, purpose: 'read' | 'update' = 'read'): Promise<Role> {
  const [found] = await findRoles(ctx, [id], purpose)
  if (!found) throw missing('role')
  return found
}

type Asked = {
  filter: { customer?: string; type?: string; state: SpanState | 'all' }
  limit: number
  cursor?: string
}

/** Who has which role, latest begun first. */
export async function listRoles(ctx: Ctx, { filter, limit, cursor }: Asked) {
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  const today = sql.add(await workspaceToday(ctx))
  const where = [inStateSql(filter.state, 'r.from_on', 'r.until_on', today)]
  if (filter.customer) where.push(`r.customer_id = ${sql.add(filter.customer)}::uuid`)
  if (filter.type) where.push(`r.type_id = ${sql.add(filter.type)}::uuid`)
  const after = decodeCursor(cursor, isPlace)
  if (after) where.push(`(r.from_on, r.id) < (${sql.add(after[0])}::date, ${sql.add(after[1])}::uuid)`)
  const found = await ctx.rows<Role>(
    `${select} AND ${where.join(' AND ')} ORDER BY r.from_on DESC, r.id DESC LIMIT ${sql.add(limit + 1)}`,
    sql.values,
  )
  const { rows, next_cursor } = cutPage(found, limit, (role): Place => [role.from_on, role.id])
  return { items: rows, next_cursor }
}
