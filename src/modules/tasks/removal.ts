import { recordChanges } from '#capabilities/history/record.ts'
import type { Ctx } from '#platform/context.ts'
import { taskChanged } from './history.ts'
import { findTasks } from './queries.ts'

/** Tasks of deleted customers go; what those had to do for other customers is nobody's again. */
export async function removeOfCustomers(ctx: Ctx, customerIds: readonly string[]): Promise<void> {
  const given = [ctx.workspaceId, customerIds]
  await ctx.rows('DELETE FROM tasks WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[])', given)
  const left = await ctx.rows<{ id: string }>(
    'SELECT id FROM tasks WHERE workspace_id = $1 AND assignee_customer_id = ANY ($2::uuid[])',
    given,
  )
  if (left.length === 0) return
  const ids = left.map(({ id }) => id)
  const before = await findTasks(ctx, ids, 'update')
  await ctx.rows(
    `UPDATE tasks SET assignee_customer_id = NULL, updated_at = $3, version = version + 1
     WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`,
    [ctx.workspaceId, ids, ctx.now],
  )
  await recordChanges(
    ctx,
    before.map((task) => ({
      ...taskChanged(task, { ...task, assignee_customer: null, version: task.version + 1 }),
      // Nobody is there any more to whom it could be given back.
      final: true as const,
    })),
  )
}
