import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import type { RecordType } from './shapes.ts'
import { reaches } from './type-access.ts'
import { readableTypes } from './type-queries.ts'

const COUNT_LIMIT = 1000

type TypeOfCustomer = RecordType & { records: { value: number; exact: boolean } }

/** Types of which a customer has records, with how many, and those of which the caller may add one. */
export async function typesOfCustomer(ctx: Ctx, customerId: string): Promise<{ items: TypeOfCustomer[] }> {
  const [customer] = await ctx.rows('SELECT 1 FROM customers WHERE workspace_id = $1 AND id = $2', [
    ctx.workspaceId,
    customerId,
  ])
  if (!customer) throw missing('customer')
  const types = await readableTypes(ctx)
  const counts = await ctx.rows<{ type_id: string; n: number }>(
    `SELECT t.id AS type_id, count(r.id)::int AS n FROM unnest($3::uuid[]) AS t(id)
     CROSS JOIN LATERAL (SELECT id FROM custom_records
       WHERE workspace_id = $1 AND customer_id = $2 AND type_id = t.id LIMIT ${COUNT_LIMIT + 1}) r
     GROUP BY t.id`,
    [ctx.workspaceId, customerId, types.map(({ id }) => id)],
  )
  const byType = new Map(counts.map(({ type_id, n }) => [type_id, n]))
  return {
    items: types.flatMap((type) => {
      const n = byType.get(type.id) ?? 0
      if (n === 0 && (type.retired_at || !reaches(ctx.access, type, 'write'))) return []
      return [{ ...type, records: { value: Math.min(n, COUNT_LIMIT), exact: n <= COUNT_LIMIT } }]
    }),
  }
}
