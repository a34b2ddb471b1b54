import type { Ctx } from '#platform/context.ts'
import { invalid, missing } from '#platform/errors.ts'

/** More levels than any organisation has; a chain that is longer is refused. */
const DEEPEST = 20

const fault = (code: string, message: string) =>
  invalid('committee.invalid', [{ pointer: '/parent_id', code, message }])

/**
 * Refuses a committee as the one above when that is itself or stands below it. One writer of the tree at a time, so
 * that two moves cannot close a circle together.
 */
export async function demandNoCycle(ctx: Ctx, id: string, parentId: string): Promise<void> {
  await ctx.rows('SELECT id FROM committees WHERE workspace_id = $1 ORDER BY id FOR NO KEY UPDATE', [
    ctx.workspaceId,
  ])
  let next: string | null = parentId
  for (let level = 0; next; level++) {
    if (next === id)
      throw fault(
        'parent.cycle',
        'A committee cannot stand below itself or below one of its own. Choose another.',
      )
    if (level === DEEPEST)
      throw fault('parent.deep', 'Committees can stand below each other twenty times at most.')
    const [row]: { parent_id: string | null }[] = await ctx.rows(
      'SELECT parent_id FROM committees WHERE workspace_id = $1 AND id = $2',
      [ctx.workspaceId, next],
    )
    if (!row) throw missing('committee')
    next = row.parent_id
  }
}
