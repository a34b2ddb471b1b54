import { demandCustomer } from '#modules/customers/queries.ts'
import type { Ctx } from '#platform/context.ts'
import { stateConditions } from './dates.ts'
import { partyJson, type StoredParty, shownParty } from './parties.ts'
import { dayOf } from './queries.ts'

/** Customers in a picture, and how many neighbours of one are looked at. */
const MOST_NODES = 60
const MOST_NEIGHBOURS = 100
const DEPTH = 2

type Edge = {
  id: string
  from_id: string
  to_id: string
  from_name: string
  to_name: string
  category: 'family' | 'work' | 'other' | 'household'
  title: string | null
}
type Step = Edge & { near: string; far: string }

/** What leads from some customers to others now, by type and then by age; of each customer a hundred at most. */
async function stepsFrom(ctx: Ctx, ids: readonly string[]): Promise<Step[]> {
  const now = (alias: string) => stateConditions.current(alias, '$3::date')
  const side = (near: 'from' | 'to', far: 'from' | 'to') => `
    (SELECT r.id, r.from_id, r.to_id, t.from_name, t.to_name, t.category, r.title, r.${far}_id AS far, t.position
     FROM relationships r JOIN relationship_types t ON t.workspace_id = r.workspace_id AND t.id = r.type_id
     WHERE r.workspace_id = $1 AND r.${near}_id = n.id AND ${now('r')} ORDER BY t.position, r.id LIMIT ${MOST_NEIGHBOURS})`
  const home = `
    (SELECT o.id, m.customer_id, o.customer_id, h.name, h.name, 'household', NULL, o.customer_id, -1
     FROM household_members m
     JOIN household_members o ON o.workspace_id = m.workspace_id AND o.household_id = m.household_id AND o.customer_id <> m.customer_id
     JOIN households h ON h.workspace_id = m.workspace_id AND h.id = m.household_id
     WHERE m.workspace_id = $1 AND m.customer_id = n.id AND ${now('m')} AND ${now('o')} ORDER BY o.id LIMIT ${MOST_NEIGHBOURS})`
  return ctx.rows<Step>(
    `SELECT n.id AS near, s.* FROM unnest($2::uuid[]) WITH ORDINALITY AS n(id, place)
     CROSS JOIN LATERAL (SELECT * FROM (${side('from', 'to')} UNION ALL ${side('to', 'from')} UNION ALL ${home}) u
       ORDER BY u.position, u.id LIMIT ${MOST_NEIGHBOURS}) s
     ORDER BY n.place, s.position, s.id`,
    [ctx.workspaceId, ids, dayOf(ctx)],
  )
}

/**
 * Who stands around a customer: breadth first, so that the nearest are there when not all are. `more` of a node counts
 * the neighbours that have no place in it.
 */
export async function readNetwork(ctx: Ctx, customerId: string) {
  await demandCustomer(ctx, customerId)
  const depths = new Map([[customerId, 0]])
  const edges = new Map<string, Edge>()
  const left = new Map<string, Set<string>>()
  for (let depth = 0; depth <= DEPTH; depth++) {
    const edge = [...depths].flatMap(([id, at]) => (at === depth ? [id] : []))
    if (edge.length === 0) break
    for (const { near, far, id, from_id, to_id, from_name, to_name, category, title } of await stepsFrom(
      ctx,
      edge,
    )) {
      if (!depths.has(far) && depth < DEPTH && depths.size < MOST_NODES) depths.set(far, depth + 1)
      if (depths.has(far)) {
        // Two who live together are found from both sides, under two members.
        const key = category === 'household' ? [near, far].sort().join() : id
        if (!edges.has(key)) edges.set(key, { id, from_id, to_id, from_name, to_name, category, title })
      } else left.set(near, (left.get(near) ?? new Set()).add(far))
    }
  }
  const found = await ctx.rows<{ party: StoredParty }>(
    `SELECT ${partyJson('c')} AS party FROM customers c WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[])`,
    [ctx.workspaceId, [...depths.keys()]],
  )
  const parties = new Map(found.map(({ party }) => [party.id, shownParty(ctx, party)]))
  const nodes = [...depths].flatMap(([id, depth]) => {
    const party = parties.get(id)
    const missing = [...(left.get(id) ?? [])].filter((far) => !depths.has(far))
    return party ? [{ ...party, depth, more: missing.length }] : []
  })
  return { nodes, edges: [...edges.values()] }
}
