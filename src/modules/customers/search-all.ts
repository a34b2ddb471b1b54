import { type FoundRecord, findRecords } from '#capabilities/search/find-records.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import { addToAudit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import { type SearchHit, searchCustomers } from './search.ts'

/** Beside customers, so many records of each kind. */
const RECORDS = 5

/** What the search box finds: customers, and records of every kind that the caller may see. */
export async function searchAll(
  ctx: Ctx,
  query: { q: string; limit: number },
): Promise<{ customers: SearchHit[]; records: FoundRecord[] }> {
  const [customers, records] = await Promise.all([
    searchCustomers(ctx, query),
    findRecords(ctx, registryOf(ctx.app.events), query.q, Math.min(query.limit, RECORDS)),
  ])
  const shown = [...customers.map(({ id }) => id), ...records.flatMap(({ customer_id }) => customer_id ?? [])]
  const customerIds = [...new Set(shown)]
  addToAudit(ctx, { customerIds, payload: { shown: customerIds.length } })
  return { customers, records }
}
