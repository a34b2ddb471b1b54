import type { Ctx } from '#platform/context.ts'
import type { ImportRow } from '../reading/import-row.ts'
import { refusal } from '../reading/refusals.ts'
import { findCustomers } from '../records/find-customers.ts'

/** Finds whom the cells of custom fields mean, for many rows in one statement; what is not found is refused. */
export async function linkCustomers(ctx: Ctx, rows: readonly ImportRow[], hold: boolean): Promise<void> {
  const linking = rows.filter(({ custom }) => custom && custom.links.length > 0)
  if (linking.length === 0) return
  const cells = linking.flatMap(({ custom }) => custom!.links.map(({ cell }) => cell))
  const meant = await findCustomers(ctx, cells, hold)
  for (const row of linking) {
    for (const { fieldId, column, cell } of row.custom!.links) {
      const found = meant(cell)
      if (found === 'nobody') row.refusals.push(refusal(column, 'customer.unknown', cell))
      else if ('several' in found) {
        const some = found.several.map((number) => `C-${number}`).join(', ')
        row.refusals.push(refusal(column, 'customer.several', cell, { some }))
      } else row.custom!.values[fieldId] = found.id
    }
    row.custom!.links = []
  }
}
