import { type CustomerTable, customerTables } from '#capabilities/declaration/customer-tables.ts'
import type { Registry } from '#capabilities/declaration/registry.ts'
import { wordsOf } from '#capabilities/search/words.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import type { Ctx } from '#platform/context.ts'
import { selectLists } from './queries.ts'

type Named = Parameters<typeof wordsOf>[0] & { id: string }

/** Words stand under themselves and not under their customer, so they are worked out anew. */
export async function removeWords(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const customers = await ctx.rows<Named>(
    `SELECT c.id, c.first_name, c.last_name, c.company_name, ${selectLists('c')}
     FROM customers c WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[])`,
    [ctx.workspaceId, ids],
  )
  const rows = customers.flatMap((customer) =>
    wordsOf(customer).rows.map((row) => ({ ...row, customer_id: customer.id })),
  )
  await ctx.rows(
    `DELETE FROM customer_words w USING json_to_recordset($2::json) AS r(word text, field "char", customer_id uuid)
     WHERE w.workspace_id = $1 AND w.word = r.word COLLATE "C" AND w.field = r.field AND w.customer_id = r.customer_id`,
    [ctx.workspaceId, JSON.stringify(rows)],
  )
}

/** Tables whose rows of a customer are found by an index on it. */
export const directTables = (registry: Registry): CustomerTable[] => {
  const own = new Set(registry.modules.flatMap((m) => Object.keys(m.removes ?? {})))
  return customerTables(registry).filter(({ table }) => !own.has(table))
}

/**
 * Deletes customers for good, with all that belongs to them by the declarations, in a few statements whatever their
 * number; the bytes of photos go after the commit. Rules are the caller's.
 */
export async function deleteCustomers(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const registry = registryOf(ctx.app.events)
  for (const remove of registry.modules.flatMap((m) => Object.values(m.removes ?? {}))) await remove(ctx, ids)
  const parts = directTables(registry).map(
    ({ table, column }, i) =>
      `d${i} AS (DELETE FROM ${table} WHERE workspace_id = $1 AND ${column} = ANY ($2::uuid[]))`,
  )
  await ctx.rows(`WITH ${parts.join(', ')} SELECT 1`, [ctx.workspaceId, ids])
  const gone = await ctx.rows<{ photo_file_id: string | null }>(
    'DELETE FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) RETURNING photo_file_id',
    [ctx.workspaceId, ids],
  )
  for (const { photo_file_id } of gone) if (photo_file_id) await ctx.app.files.remove(ctx, photo_file_id)
  ctx.afterCommit(() =>
    ctx.app.live.publish({ workspaceId: ctx.workspaceId, staffId: null, topic: 'customers' }),
  )
}
