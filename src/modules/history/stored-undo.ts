import type { Ctx, Principal } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import type { Undo } from './contract.ts'

export const requester = ({ actor }: Principal) => `${actor.kind}:${actor.id ?? ''}`

const select = `SELECT u.id, u.operation_id, u.job_id, u.undone, u.deleted, u.kept, u.created_at, coalesce(j.state, 'done') AS state
  FROM undos u LEFT JOIN background_jobs j ON j.workspace_id = u.workspace_id AND j.id = u.job_id
  WHERE u.workspace_id = $1`

/** An undo that somebody asked for; an administrator sees everybody's. */
export async function readUndo(ctx: Ctx, id: string): Promise<Undo> {
  const [found] = await ctx.rows<Undo>(`${select} AND u.id = $2 AND (u.requested_by = $3 OR $4)`, [
    ctx.workspaceId,
    id,
    requester(ctx),
    ctx.access.administrator,
  ])
  if (!found) throw missing('undo')
  return found
}
