import { demandCustomer } from '#modules/customers/queries.ts'
import type { Ctx } from '#platform/context.ts'
import { cutPage, decodeCursor, isId } from '#platform/http/paging.ts'
import { stateConditions } from './dates.ts'
import { partyJson, type StoredParty, shownParty } from './parties.ts'
import { dayOf } from './queries.ts'

type Row = {
  customer: StoredParty
  manages: boolean
  buys: boolean
  relationship_id: string
  role: string
}

/**
 * Whom a customer may act for now (`for`), or who may act for the customer (`by`): manage bookings or buy. Rights come
 * from current relationships only.
 */
export async function listActing(
  ctx: Ctx,
  customerId: string,
  query: { filter: { direction: 'for' | 'by' }; limit: number; cursor?: string },
) {
  await demandCustomer(ctx, customerId)
  const acts = query.filter.direction === 'for'
  // The side of the one who acts; the customer of the path acts, or is acted for.
  const part = (actor: 'from' | 'to') => {
    const own = acts ? actor : actor === 'from' ? 'to' : 'from'
    const other = own === 'from' ? 'to' : 'from'
    return `SELECT r.id AS relationship_id, r.${other}_id AS other_id, r.${actor}_manages AS manages,
        r.${actor}_buys AS buys, t.${actor}_name AS role
      FROM relationships r JOIN relationship_types t ON t.workspace_id = r.workspace_id AND t.id = r.type_id
      WHERE r.workspace_id = $1 AND r.${own}_id = $2 AND (r.${actor}_manages OR r.${actor}_buys)
        AND ${stateConditions.current('r', '$3::date')}`
  }
  const after = decodeCursor(query.cursor, isId) ?? '00000000-0000-0000-0000-000000000000'
  const found = await ctx.rows<Row>(
    `SELECT a.relationship_id, a.manages, a.buys, a.role, ${partyJson('c')} AS customer
     FROM (${part('from')} UNION ALL ${part('to')}) a
     JOIN customers c ON c.workspace_id = $1 AND c.id = a.other_id
     WHERE a.relationship_id > $4 ORDER BY a.relationship_id LIMIT $5`,
    [ctx.workspaceId, customerId, dayOf(ctx), after, query.limit + 1],
  )
  const { rows, next_cursor } = cutPage(found, query.limit, (row) => row.relationship_id)
  return {
    items: rows.map((row) => ({ ...row, customer: shownParty(ctx, row.customer) })),
    next_cursor,
  }
}
