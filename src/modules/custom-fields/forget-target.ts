import { definitionsChanged } from '#capabilities/custom-fields/definitions.ts'
import type { Ctx } from '#platform/context.ts'

/**
 * Takes definitions away that no record has a value of. History may tell of values that were there: by the definition,
 * which stays under no target, they remain hidden and are erased as before. The key is free again.
 */
export async function forgetFields(ctx: Ctx, of: 'id' | 'target', what: string): Promise<void> {
  await ctx.rows(
    `UPDATE custom_fields SET target = 'deleted:' || target, key = 'f_' || replace(id::text, '-', ''), former_keys = '[]',
       retired_at = coalesce(retired_at, $3), version = version + 1
     WHERE workspace_id = $1 AND ${of} = $2`,
    [ctx.workspaceId, what, ctx.now],
  )
  definitionsChanged(ctx)
}

/** Takes the fields of a target away that is no more and has no records. */
export const forgetTarget = (ctx: Ctx, target: string): Promise<void> => forgetFields(ctx, 'target', target)
