import { endOf, Sql } from '#capabilities/search/sql.ts'
import { fold } from '#lib/text.ts'
import { demandCustomer } from '#modules/customers/queries.ts'
import { addToAudit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { cutPage, decodeCursor, isId } from '#platform/http/paging.ts'
import { stateConditions, stateOn } from './dates.ts'
import { partyJson, type StoredParty, shownParty } from './parties.ts'
import type { groups, Relationship, SeenRelationship, states } from './shapes.ts'

export const dayOf = (ctx: Ctx): string => ctx.now.toISOString().slice(0, 10)

/** A relationship as stored, with both ends. */
export type StoredRelationship = Omit<Relationship, 'state' | 'from' | 'to'> & {
  from: StoredParty
  to: StoredParty
  created_by: { id: string; name: string } | null
}

const fields = `r.id, r.title, r.started_on, r.ended_on, r.from_manages, r.from_buys, r.to_manages, r.to_buys, r.note,
  r.created_at, r.version,
  json_build_object('id', t.id, 'category', t.category, 'from_name', t.from_name, 'to_name', t.to_name, 'mutual', t.mutual) AS type`
const withType = `relationships r JOIN relationship_types t ON t.workspace_id = r.workspace_id AND t.id = r.type_id`
const select = `
  SELECT ${fields}, ${partyJson('f')} AS "from", ${partyJson('o')} AS "to",
    (SELECT json_build_object('id', s.id, 'name', s.name) FROM staff_members s
      WHERE s.workspace_id = r.workspace_id AND s.id = r.created_by) AS created_by
  FROM ${withType}
  JOIN customers f ON f.workspace_id = r.workspace_id AND f.id = r.from_id
  JOIN customers o ON o.workspace_id = r.workspace_id AND o.id = r.to_id
  WHERE r.workspace_id = $1`

/** Those of some relationships that are there. `update` locks them, in one order for all who do. */
export const findRelationships = (
  ctx: Ctx,
  ids: readonly string[],
  purpose: 'read' | 'update' = 'read',
): Promise<StoredRelationship[]> =>
  ctx.rows<StoredRelationship>(
    `${select} AND r.id = ANY ($2::uuid[]) ORDER BY r.id ${purpose === 'update' ? 'FOR UPDATE OF r' : ''}`,
    [ctx.workspaceId, ids],
  )

/** A relationship by id; 404 when there is none in this workspace. */
export async function findRelationship(
  ctx: Ctx,
  id: string,
  purpose: 'read' | 'update' = 'read',
): Promise<StoredRelationship> {
  const [found] = await findRelationships(ctx, [id], purpose)
  if (!found) throw missing('relationship')
  return found
}

/** A stored relationship as the reader may see it. */
export const shown = (ctx: Ctx, { created_by: _, ...stored }: StoredRelationship): Relationship => ({
  ...stored,
  state: stateOn(stored, dayOf(ctx)),
  from: shownParty(ctx, stored.from),
  to: shownParty(ctx, stored.to),
})

export async function readRelationship(ctx: Ctx, id: string): Promise<Relationship> {
  const stored = await findRelationship(ctx, id)
  nameInAudit(ctx, stored)
  return shown(ctx, stored)
}

/** What is done with a relationship is done with the data of both. */
export const nameInAudit = (ctx: Ctx, { from, to }: StoredRelationship): void =>
  addToAudit(ctx, { customerIds: [from.id, to.id] })

type Filter = {
  state: (typeof states)[number] | 'all'
  group?: (typeof groups)[number] | undefined
  type?: string | undefined
}
type Group = (typeof groups)[number]

const groupConditions: Readonly<Record<Group, string>> = {
  family: `t.category = 'family'`,
  people: `t.category <> 'family' AND c.kind = 'individual'`,
  organisations: `t.category <> 'family' AND c.kind = 'organisation'`,
}

/** Both directions of the relationships of the customer `$2`: `side` is where that customer stands, `c` the other. */
const sidesOf = (columns: string, where: string): string =>
  (['from', 'to'] as const)
    .map((side) => {
      const other = side === 'from' ? 'to' : 'from'
      return `SELECT '${side}' AS side, ${columns} FROM ${withType}
        JOIN customers c ON c.workspace_id = r.workspace_id AND c.id = r.${other}_id
        WHERE r.workspace_id = $1 AND r.${side}_id = $2 ${where}`
    })
    .join(' UNION ALL ')

type Row = Omit<StoredRelationship, 'from' | 'to' | 'created_by'> & {
  side: 'from' | 'to'
  customer: StoredParty
  sort_name: string
}
type After = [name: string, id: string]
const isAfter = (values: unknown): values is After =>
  Array.isArray(values) && values.length === 2 && typeof values[0] === 'string' && isId(values[1])

/** Each word that was typed begins a word of the other's name, or stands in the title. */
function wordConditions(sql: Sql, q: string): string[] {
  return fold(q)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => {
      const [from, to, like] = [sql.add(word), sql.add(endOf(word)), sql.add(word)]
      return `AND (EXISTS (SELECT 1 FROM customer_words w WHERE w.workspace_id = r.workspace_id AND w.customer_id = c.id
          AND w.word >= ${from}::text COLLATE "C" AND w.word < ${to}::text COLLATE "C" AND w.field <> 'e')
        OR strpos(lower(r.title), ${like}) > 0)`
    })
}

/** Relationships of a customer as the customer sees them, by the name of the other. */
export async function listRelationships(
  ctx: Ctx,
  customerId: string,
  { q, filter, limit, cursor }: { q?: string; filter: Filter; limit: number; cursor?: string },
) {
  await demandCustomer(ctx, customerId)
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  sql.add(customerId)
  const where: string[] = []
  if (filter.state !== 'all')
    where.push(`AND ${stateConditions[filter.state]('r', `${sql.add(dayOf(ctx))}::date`)}`)
  if (filter.group) where.push(`AND ${groupConditions[filter.group]}`)
  if (filter.type) where.push(`AND r.type_id = ${sql.add(filter.type)}::uuid`)
  if (q) where.push(...wordConditions(sql, q))
  const after = decodeCursor(cursor, isAfter)
  const place = after
    ? `WHERE (s.sort_name, s.id) > (${sql.add(after[0])}::text COLLATE "C", ${sql.add(after[1])}::uuid)`
    : ''
  const found = await ctx.rows<Row>(
    `SELECT ${fields}, ${partyJson('c')} AS customer, p.side, p.sort_name
     FROM (SELECT * FROM (${sidesOf('r.id, c.id AS other_id, c.sort_name', where.join(' '))}) s ${place}
       ORDER BY s.sort_name, s.id LIMIT ${limit + 1}) p
     JOIN relationships r ON r.workspace_id = $1 AND r.id = p.id
     JOIN relationship_types t ON t.workspace_id = $1 AND t.id = r.type_id
     JOIN customers c ON c.workspace_id = $1 AND c.id = p.other_id
     ORDER BY p.sort_name, p.id`,
    sql.values,
  )
  const { rows, next_cursor } = cutPage(found, limit, (row): After => [row.sort_name, row.id])
  return { items: rows.map((row) => seen(ctx, row)), next_cursor }
}

function seen(ctx: Ctx, { customer, sort_name: _, ...row }: Row): SeenRelationship {
  const { from_name, to_name } = row.type
  return {
    ...row,
    state: stateOn(row, dayOf(ctx)),
    role: row.side === 'from' ? to_name : from_name,
    own_role: row.side === 'from' ? from_name : to_name,
    customer: shownParty(ctx, customer),
  }
}

const MOST = 1000

/** How many there are of each group now, and how many are to come or past; counted up to a thousand. */
export async function countRelationships(ctx: Ctx, customerId: string) {
  await demandCustomer(ctx, customerId)
  const day = '$3::date'
  const of = (name: string, where: string) =>
    `(SELECT count(*) FROM (SELECT 1 FROM (${sidesOf('r.id', where)}) s LIMIT ${MOST + 1}) n) AS ${name}`
  const now = `AND ${stateConditions.current('r', day)}`
  const [row] = await ctx.rows<Record<Group | 'future' | 'past', number>>(
    `SELECT ${of('family', `${now} AND ${groupConditions.family}`)}, ${of('people', `${now} AND ${groupConditions.people}`)},
       ${of('organisations', `${now} AND ${groupConditions.organisations}`)},
       ${of('future', `AND ${stateConditions.future('r', day)}`)}, ${of('past', `AND ${stateConditions.past('r', day)}`)}`,
    [ctx.workspaceId, customerId, dayOf(ctx)],
  )
  const capped = (value: number) => ({ value: Math.min(value, MOST), exact: value <= MOST })
  const { family, people, organisations, future, past } = row!
  return {
    family: capped(family),
    people: capped(people),
    organisations: capped(organisations),
    future: capped(future),
    past: capped(past),
  }
}
