import { historyPart } from '#capabilities/history/record.ts'
import { delta } from '#capabilities/history/values.ts'
import type { Ctx } from '#platform/context.ts'
import { invalid } from '#platform/errors.ts'
import { emit } from '#platform/events/events.ts'
import type { CustomerRecord } from './contract.ts'
import { demandNotArchived } from './customer.ts'
import { customerChanged } from './history-values.ts'
import { findCustomer, readCustomer } from './queries.ts'

/** Sets what a customer may do in the portal; only groups made for customers can be given. */
export async function setSecurityGroups(
  ctx: Ctx,
  id: string,
  groupIds: readonly string[],
): Promise<CustomerRecord> {
  const stored = await findCustomer(ctx, id, 'update')
  demandNotArchived(stored)
  const wanted = [...new Set(groupIds)]
  const found = await ctx.rows<{ id: string; name: string }>(
    `SELECT id, name FROM security_groups WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND audience = 'customer' ORDER BY name`,
    [ctx.workspaceId, wanted],
  )
  if (found.length < wanted.length) {
    const message =
      'One of these security groups does not exist, or is meant for staff. Choose among those for customers.'
    throw invalid('security_group.missing', [
      { pointer: '/group_ids', code: 'security_group.missing', message },
    ])
  }
  await ctx.rows('DELETE FROM customer_security_groups WHERE workspace_id = $1 AND customer_id = $2', [
    ctx.workspaceId,
    id,
  ])
  await ctx.rows(
    `INSERT INTO customer_security_groups (workspace_id, customer_id, group_id) SELECT $1, $2, unnest($3::uuid[])`,
    [ctx.workspaceId, id, wanted],
  )
  await ctx.rows(
    'UPDATE customers SET updated_at = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, id, ctx.now],
  )
  const changed = delta(stored.security_groups, found)
  const kept = changed ? [customerChanged(id, stored.version + 1, { security_groups: changed })] : []
  const payload = { groups: found.map((group) => group.name) }
  await emit(ctx, 'customer.security_groups_set', { customerId: id, payload }, [historyPart(ctx, kept)])
  return readCustomer(ctx, id)
}
