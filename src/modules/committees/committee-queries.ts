import { literally, Sql } from '#capabilities/search/sql.ts'
import { fold } from '#lib/text.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { cutPage, decodeCursor } from '#platform/http/paging.ts'
import type { Committee, Position, SpanState } from './shapes.ts'
import { inStateSql, isCurrentSql, stateSql } from './spans-sql.ts'
import { workspaceToday } from './today.ts'

/** Terms that end within so many days are told as ending. */
export const SOON_DAYS = 90

export const nameKey = (name: string): string => fold(name) || name

type Stored = Committee & { name_key: string }

/** `$1` is the workspace, `$2` its today. Seats count in committees that are at work today. */
const select = `
  SELECT c.id, c.name, c.name_key, c.description, c.from_on, c.until_on, c.created_at, c.version,
         ${stateSql('c.from_on', 'c.until_on', '$2')} AS state,
         CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS parent,
         coalesce(k.seats, 0)::int AS seats, coalesce(k.held, 0)::int AS held,
         coalesce(k.vacant, 0)::int AS vacant, coalesce(k.ending, 0)::int AS ending
  FROM committees c
  LEFT JOIN committees u ON u.workspace_id = c.workspace_id AND u.id = c.parent_id
  LEFT JOIN LATERAL (
    SELECT sum(p.seats) AS seats, sum(p.held) AS held, sum(p.ending) AS ending, sum(greatest(p.seats - p.held, 0)) AS vacant
    FROM (
      SELECT p.seats, count(t.id) AS held, count(t.id) FILTER (WHERE t.until_on <= $2::date + ${SOON_DAYS}) AS ending
      FROM committee_positions p
      LEFT JOIN committee_terms t ON t.workspace_id = p.workspace_id AND t.position_id = p.id
        AND ${isCurrentSql('t.from_on', 't.until_on', '$2')}
      WHERE p.workspace_id = c.workspace_id AND p.committee_id = c.id AND (p.until_on IS NULL OR p.until_on >= $2::date)
        AND ${isCurrentSql('c.from_on', 'c.until_on', '$2')}
      GROUP BY p.id, p.seats) p) k ON true
  WHERE c.workspace_id = $1`

const shown = ({ name_key: _, ...rest }: Stored): Committee => rest

/** A committee by id; 404 when there is none in this workspace. */
export async function findCommittee(ctx: Ctx, id: string, lock?: 'update'): Promise<Committee> {
  if (lock) {
    // Not FOR UPDATE: that would wait for those who appoint, whose terms refer to the row.
    await ctx.rows('SELECT 1 FROM committees WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE', [
      ctx.workspaceId,
      id,
    ])
  }
  const [found] = await ctx.rows<Stored>(`${select} AND c.id = $3`, [
    ctx.workspaceId,
    await workspaceToday(ctx),
    id,
  ])
  if (!found) throw missing('committee')
  return shown(found)
}

type Asked = {
  filter: { q?: string; state: SpanState | 'all'; parent?: string; vacant?: 'yes' }
  limit: number
  cursor?: string
}

export const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0')

export async function listCommittees(ctx: Ctx, { filter, limit, cursor }: Asked) {
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  const today = sql.add(await workspaceToday(ctx))
  const where = [inStateSql(filter.state, 'c.from_on', 'c.until_on', today)]
  if (filter.q) where.push(`c.name_key LIKE ${sql.add(`%${literally(fold(filter.q.trim()))}%`)}`)
  if (filter.parent) where.push(`c.parent_id = ${sql.add(filter.parent)}::uuid`)
  if (filter.vacant) where.push('k.vacant > 0')
  const after = decodeCursor(cursor, isText)
  if (after !== undefined) where.push(`c.name_key > ${sql.add(after)} COLLATE "C"`)
  const found = await ctx.rows<Stored>(
    `${select} AND ${where.join(' AND ')} ORDER BY c.name_key LIMIT ${sql.add(limit + 1)}`,
    sql.values,
  )
  const { rows, next_cursor } = cutPage(found, limit, ({ name_key }) => name_key)
  return { items: rows.map(shown), next_cursor }
}

/** The committees directly below one. */
export const childrenOf = (ctx: Ctx, id: string) =>
  ctx.rows<{ id: string; name: string }>(
    'SELECT id, name FROM committees WHERE workspace_id = $1 AND parent_id = $2 ORDER BY name_key LIMIT 100',
    [ctx.workspaceId, id],
  )

const selectPosition = `
  SELECT p.id, p.committee_id, p.name, p.seats, p.exclusive, p.term_months, p.place, p.until_on, p.version,
         (SELECT count(*)::int FROM committee_terms t
          WHERE t.workspace_id = p.workspace_id AND t.position_id = p.id) AS terms
  FROM committee_positions p WHERE p.workspace_id = $1`

export const positionsOf = (ctx: Ctx, committeeId: string): Promise<Position[]> =>
  ctx.rows<Position>(`${selectPosition} AND p.committee_id = $2 ORDER BY p.place, p.name_key`, [
    ctx.workspaceId,
    committeeId,
  ])

/** A position by id. `update` keeps others from appointing to it meanwhile. */
export async function findPosition(ctx: Ctx, id: string, lock?: 'update'): Promise<Position> {
  if (lock) {
    await ctx.rows(
      'SELECT 1 FROM committee_positions WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE',
      [ctx.workspaceId, id],
    )
  }
  const [found] = await ctx.rows<Position>(`${selectPosition} AND p.id = $2`, [ctx.workspaceId, id])
  if (!found) throw missing('position')
  return found
}
