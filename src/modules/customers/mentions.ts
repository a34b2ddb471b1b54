import type { Ctx } from '#platform/context.ts'

/** Who is mentioned in a note, `@[Name](staff id)`; only active members of staff count. */
export async function mentionsIn(ctx: Ctx, body: string): Promise<string[]> {
  const ids = [...body.matchAll(/@\[[^\]\n]{1,200}\]\(([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/g)].map(
    (found) => found[1]!,
  )
  if (ids.length === 0) return []
  const found = await ctx.rows<{ id: string }>(
    `SELECT id FROM staff_members WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND status = 'active'`,
    [ctx.workspaceId, [...new Set(ids)]],
  )
  return found.map((member) => member.id)
}
