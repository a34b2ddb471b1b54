import { definitionsChanged } from '#capabilities/custom-fields/definitions.ts'
import type { Ctx } from '#platform/context.ts'

/** Takes the fields of a target away that is no more and has no records. */
export async function forgetTarget(ctx: Ctx, target: string): Promise<void> {
  await ctx.rows('DELETE FROM custom_fields WHERE workspace_id = $1 AND target = $2', [
    ctx.workspaceId,
    target,
  ])
  definitionsChanged(ctx)
}
