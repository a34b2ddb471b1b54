import type { Ctx } from '#platform/context.ts'
import type { PageRequest } from './list-sql.ts'
import { placeStatement } from './list-sql.ts'
import { type Position, positionOf } from './sorting.ts'

/**
 * Where a page begins that leaves out the first `offset` rows, as the position of the row before it; null when the
 * list ends earlier. For jumps only: it walks the index of the order from its beginning.
 */
export async function positionAt(
  ctx: Ctx,
  request: Pick<PageRequest, 'workspaceId' | 'conditions' | 'order'>,
  offset: number,
): Promise<Position | null> {
  const { text, values } = placeStatement(request, offset)
  const [row] = await ctx.rows<Record<string, unknown> & { segment: number }>(text, values)
  return row ? positionOf(request.order, row.segment, row) : null
}
