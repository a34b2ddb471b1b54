import { notify } from '#modules/notifications/notification.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, systemPrincipal } from '#platform/context.ts'

const batch = 500

/**
 * Tells assignees of reminders that have come. Those of nobody's tasks and of tasks of individuals, who have no way into
 * the house, go to who made the task. Run every minute by the queue.
 */
export async function remindAll(app: App): Promise<void> {
  const workspaces = await app.database.installation.rows<{ id: string }>(
    'SELECT id FROM installation.workspaces',
  )
  for (const { id } of workspaces) {
    while ((await inTransaction(app, systemPrincipal(id), 'reminders', remindSome)) === batch);
  }
}

type Due = {
  id: string
  customer_id: string
  title: string
  recipient_id: string | null
  individual: string | null
}

/** Marks a batch as reminded and tells, in one transaction: nobody is reminded twice. */
export async function remindSome(ctx: Ctx): Promise<number> {
  const due = await ctx.rows<Due>(
    `UPDATE tasks SET reminded_at = $2
     WHERE workspace_id = $1 AND id IN (
       SELECT id FROM tasks WHERE workspace_id = $1 AND done_at IS NULL AND reminded_at IS NULL AND remind_at <= $2
       ORDER BY remind_at LIMIT ${batch} FOR UPDATE SKIP LOCKED)
     RETURNING id, customer_id, title, coalesce(assignee_id, created_by) AS recipient_id,
       (SELECT concat_ws(' ', c.first_name, c.last_name) FROM customers c
        WHERE c.workspace_id = $1 AND c.id = assignee_customer_id) AS individual`,
    [ctx.workspaceId, ctx.now],
  )
  for (const { id, customer_id, title, recipient_id, individual } of due) {
    if (!recipient_id) continue
    await notify(ctx, {
      recipients: [recipient_id],
      kind: 'task.due',
      customerId: customer_id,
      subjectId: id,
      payload: { title: individual ? `${title} (${individual})` : title },
    })
  }
  return due.length
}
