import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError, missing } from '#platform/errors.ts'
import type { customersContract } from './contract.ts'
import { orTaken } from './taken-names.ts'

type Input = z.output<(typeof customersContract)['POST /customer-groups']['body']>
export type CustomerGroup = z.output<(typeof customersContract)['POST /customer-groups']['response']>

const taken = orTaken(
  'customer_groups_name',
  'group',
  'There is a group of this name already. Choose another name.',
)

const select = `SELECT g.id, g.name, g.icon, g.enabled, g.discount_basis_points, g.version,
    (SELECT count(*) FROM customers c WHERE c.workspace_id = g.workspace_id AND c.group_id = g.id) AS customers
  FROM customer_groups g WHERE g.workspace_id = $1`

export const listGroups = async (ctx: Ctx): Promise<{ items: CustomerGroup[] }> => ({
  items: await ctx.rows<CustomerGroup>(`${select} ORDER BY g.name`, [ctx.workspaceId]),
})

async function findGroup(ctx: Ctx, id: string, lock = ''): Promise<CustomerGroup> {
  const [found] = await ctx.rows<CustomerGroup>(`${select} AND g.id = $2 ${lock}`, [ctx.workspaceId, id])
  if (!found) throw missing('group')
  return found
}

export async function addGroup(ctx: Ctx, input: Input): Promise<CustomerGroup> {
  const id = uuidv7()
  const row = { workspace_id: ctx.workspaceId, id, ...input, created_at: ctx.now.toISOString() }
  await ctx.run(db.insertInto('customer_groups').values(row)).catch(taken)
  return { id, ...input, customers: 0, version: 1 }
}

export async function changeGroup(
  ctx: Ctx,
  id: string,
  change: Partial<Input>,
  seen: number | undefined,
): Promise<CustomerGroup> {
  const before = await findGroup(ctx, id, 'FOR UPDATE OF g')
  if (seen !== undefined && seen !== before.version) throw stale(before)
  await ctx
    .run(
      db
        .updateTable('customer_groups')
        .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', id),
    )
    .catch(taken)
  return { ...before, ...change, version: before.version + 1 }
}

/** A change made on an older version is refused with the present one. */
export const stale = (current: object) =>
  new AppError('stale', 'version.stale', {
    message: 'Somebody else changed this meanwhile. Nothing was overwritten; look at it again.',
    params: { current },
  })

export async function deleteGroup(ctx: Ctx, id: string): Promise<undefined> {
  const { customers, name } = await findGroup(ctx, id, 'FOR UPDATE OF g')
  if (customers > 0) {
    throw new AppError('conflict', 'group.in_use', {
      message: `${customers} customers are in the group "${name}". Put them into another group first.`,
      params: { customers, name },
    })
  }
  await ctx.run(
    db.deleteFrom('customer_groups').where('workspace_id', '=', ctx.workspaceId).where('id', '=', id),
  )
  return undefined
}
