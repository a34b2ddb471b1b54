import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'

/** Makes changes to who administers the workspace wait for one another, so that two cannot each remove the other. */
export async function holdAdministrators(ctx: Ctx): Promise<void> {
  await ctx.rows(
    'SELECT id FROM security_groups WHERE workspace_id = $1 AND administrator ORDER BY id FOR NO KEY UPDATE',
    [ctx.workspaceId],
  )
}

/** @throws AppError when nobody active could administer the workspace any more; the change is taken back */
export async function demandAdministratorLeft(ctx: Ctx): Promise<void> {
  const [left] = await ctx.rows(
    `SELECT 1 FROM security_groups g
     JOIN staff_security_groups m ON m.workspace_id = g.workspace_id AND m.group_id = g.id
     JOIN staff_members s ON s.workspace_id = m.workspace_id AND s.id = m.staff_id AND s.status = 'active'
     WHERE g.workspace_id = $1 AND g.administrator AND g.audience = 'staff' LIMIT 1`,
    [ctx.workspaceId],
  )
  if (left) return
  throw new AppError('conflict', 'staff.last_administrator', {
    message:
      'Nobody would be left who can administer this workspace. Make somebody else administrator first.',
  })
}
