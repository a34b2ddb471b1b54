import { ROTATION_LIMIT, rotations, searchWords } from '#capabilities/search/words.ts'
import { hides } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'

/** Whom a cell means: a customer, nobody, or several (some of their numbers). */
export type Meant = { id: string } | 'nobody' | { several: number[] }

/** Customers looked at for one cell: one more than is told of several. */
const MOST = 4

type Way = 'number' | 'email' | 'name'
type Found = { way: Way; key: string; id: string; number: number }

/** What a cell is looked up by: a number (C-10042, 10042), an e-mail address, or the words of a full name. */
export function keyOf(cell: string): { way: Way; key: string } {
  const digits = /^[A-Za-z]{0,3}[-. ]?0*(\d{1,15})(?:[.,]0+)?$/.exec(cell)?.[1]
  if (digits) return { way: 'number', key: digits }
  if (cell.includes('@')) return { way: 'email', key: cell.normalize('NFC').toLowerCase() }
  const [whole] = rotations(searchWords(cell), ROTATION_LIMIT)
  return { way: 'name', key: whole ?? '' }
}

const customer = (condition: string) =>
  `SELECT c.id, c.number FROM customers c WHERE c.workspace_id = $1 AND ${condition} LIMIT ${MOST}`

/**
 * Whom some cells mean, all in one statement. `hold` keeps those customers from being deleted until the transaction
 * ends. Who may not see e-mail addresses finds nobody by one.
 */
export async function findCustomers(
  ctx: Ctx,
  cells: Iterable<string>,
  hold: boolean,
): Promise<(cell: string) => Meant> {
  const keys = new Map([...new Set(cells)].map((cell) => [cell, keyOf(cell)]))
  const of = (wanted: Way) => [
    ...new Set([...keys.values()].flatMap(({ way, key }) => (way === wanted && key ? key : []))),
  ]
  const emails = hides(ctx.access, 'customers.email') ? [] : of('email')
  const found = await ctx.rows<Found>(
    `SELECT 'number' AS way, w.key, c.id, c.number FROM unnest($2::text[]) AS w(key)
       CROSS JOIN LATERAL (${customer('c.number = w.key::bigint')}) c
     UNION ALL
     SELECT 'email', w.key, c.id, c.number FROM unnest($3::text[]) AS w(key)
       CROSS JOIN LATERAL (SELECT DISTINCT e.customer_id FROM customer_emails e
         WHERE e.workspace_id = $1 AND e.address_key = w.key COLLATE "C" LIMIT ${MOST}) e
       CROSS JOIN LATERAL (${customer('c.id = e.customer_id')}) c
     UNION ALL
     SELECT 'name', w.key, c.id, c.number FROM unnest($4::text[]) AS w(key)
       CROSS JOIN LATERAL (SELECT DISTINCT n.customer_id FROM customer_words n
         WHERE n.workspace_id = $1 AND n.word = w.key COLLATE "C" AND n.field IN ('n', 'c') LIMIT ${MOST}) n
       CROSS JOIN LATERAL (${customer('c.id = n.customer_id')}) c`,
    [ctx.workspaceId, of('number'), emails, of('name')],
  )
  const present = hold ? await held(ctx, found) : null
  const byKey = new Map<string, Map<string, number>>()
  for (const { way, key, id, number } of found) {
    if (present && !present.has(id)) continue
    const people = byKey.get(`${way} ${key}`) ?? new Map<string, number>()
    byKey.set(`${way} ${key}`, people.set(id, number))
  }
  return (cell) => {
    const { way, key } = keys.get(cell)!
    const people = [...(byKey.get(`${way} ${key}`) ?? [])]
    if (people.length === 0) return 'nobody'
    if (people.length === 1) return { id: people[0]![0] }
    return { several: people.map(([, number]) => number).sort((a, b) => a - b) }
  }
}

async function held(ctx: Ctx, found: readonly Found[]): Promise<Set<string>> {
  const rows = await ctx.rows<{ id: string }>(
    'SELECT id FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR KEY SHARE',
    [ctx.workspaceId, [...new Set(found.map(({ id }) => id))]],
  )
  return new Set(rows.map(({ id }) => id))
}
