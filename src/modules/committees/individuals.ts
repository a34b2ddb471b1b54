import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'

export type Found = { id: string; kind: 'individual' | 'organisation'; status: string; name: string }

/**
 * A customer by id, kept from disappearing; with `alone` nobody else gives them a role or a solicitor meanwhile.
 * @throws `customer.missing`
 */
export async function findPerson(ctx: Ctx, id: string, lock: 'share' | 'alone'): Promise<Found> {
  const [found] = await ctx.rows<Found>(
    `SELECT id, kind, status,
       CASE kind WHEN 'organisation' THEN company_name ELSE concat_ws(' ', first_name, last_name) END AS name
     FROM customers WHERE workspace_id = $1 AND id = $2 ${lock === 'share' ? 'FOR KEY SHARE' : 'FOR NO KEY UPDATE'}`,
    [ctx.workspaceId, id],
  )
  if (!found) throw missing('customer')
  return found
}

/** Why somebody cannot be given an office, as a code; `past` ones may be recorded of who has left since. */
export function whyNot({ kind, status }: Found, past: boolean): string | null {
  if (kind !== 'individual') return 'customer.not_individual'
  return status === 'active' || past ? null : 'customer.not_active'
}
