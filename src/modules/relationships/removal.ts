import { forgetRecordWords } from '#capabilities/search/record-words.ts'
import type { Ctx } from '#platform/context.ts'

/**
 * What stands under no customer and would stay when some are deleted: households in which only they are or were, and
 * the words of relationships that they have with others.
 */
export async function removeWhatIsLeft(ctx: Ctx, customerIds: readonly string[]): Promise<void> {
  await ctx.rows(
    `DELETE FROM households h WHERE h.workspace_id = $1
       AND h.id IN (SELECT m.household_id FROM household_members m WHERE m.workspace_id = $1 AND m.customer_id = ANY ($2::uuid[]))
       AND NOT EXISTS (SELECT 1 FROM household_members o WHERE o.workspace_id = h.workspace_id AND o.household_id = h.id
         AND o.customer_id <> ALL ($2::uuid[]))`,
    [ctx.workspaceId, customerIds],
  )
  const related = await ctx.rows<{ id: string }>(
    'SELECT id FROM relationships WHERE workspace_id = $1 AND to_id = ANY ($2::uuid[])',
    [ctx.workspaceId, customerIds],
  )
  await forgetRecordWords(
    ctx,
    'relationship',
    related.map(({ id }) => id),
  )
}
