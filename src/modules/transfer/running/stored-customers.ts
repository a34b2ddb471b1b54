import type { StoredRecord } from '#modules/customers/queries.ts'
import { selectLists } from '#modules/customers/queries.ts'
import { selectRow, selectTagsAndGroup } from '#modules/customers/rows.ts'
import type { Ctx } from '#platform/context.ts'

/** Customers by their ids, with all that hangs on them directly. `lock` keeps others from changing them meanwhile. */
export async function storedCustomers(
  ctx: Ctx,
  ids: readonly string[],
  lock: 'lock' | 'look',
): Promise<Map<string, StoredRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.rows<StoredRecord>(
    `SELECT ${selectRow('c')}, c.custom, ${selectTagsAndGroup('c')}, ${selectLists('c')}, '[]'::json AS security_groups
     FROM customers c WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[]) ORDER BY c.id
     ${lock === 'lock' ? 'FOR UPDATE OF c' : ''}`,
    [ctx.workspaceId, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
