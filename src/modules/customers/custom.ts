import { fieldsOf } from '#capabilities/custom-fields/definitions.ts'
import type { CustomField, StoredCustom } from '#capabilities/custom-fields/field.ts'
import { historyOfCustom } from '#capabilities/custom-fields/history.ts'
import { customParts } from '#capabilities/custom-fields/write-values.ts'
import type { FieldChanges } from '#capabilities/history/record.ts'
import type { Ctx } from '#platform/context.ts'
import { arrayLiteral, type Insert } from '#platform/database/insert-rows.ts'
import type { Change } from './diff.ts'

/** The name under which definitions know customers. */
const TARGET = 'customer'

export const customerFields = (ctx: Ctx): Promise<readonly CustomField[]> => fieldsOf(ctx, TARGET)

/** The values of the customer in `alias`, looked up by its id: only for the rows of a page. */
export const selectCustom = (alias: string): string =>
  `(SELECT x.custom FROM customers x WHERE x.workspace_id = ${alias}.workspace_id AND x.id = ${alias}.id) AS custom`
export type CustomValues = { custom: StoredCustom }

type Customer = { id: string; before?: StoredCustom; after: StoredCustom }

const isEmpty = (values: StoredCustom): boolean => {
  for (const _ in values) return false
  return true
}

/** What keeps the index of values as the customers are; nothing, and nothing asked, where none has any. */
export async function customWrites(ctx: Ctx, customers: readonly Customer[]): Promise<Insert[]> {
  const filled = customers.filter(
    ({ before, after }) => before !== after && !(isEmpty(after) && (!before || isEmpty(before))),
  )
  if (filled.length === 0) return []
  return customParts(
    ctx,
    await customerFields(ctx),
    filled.map((customer) => ({ ...customer, customerId: customer.id })),
  )
}

/** Gives customers that were just made their values; what indexes them is the caller's. They stay at their version. */
export const fillNew = (ctx: Ctx, customers: readonly Customer[]): Promise<unknown> =>
  ctx.rows(
    `UPDATE customers c SET custom = r.after FROM unnest($2::uuid[], $3::jsonb[]) AS r(id, after)
     WHERE c.workspace_id = $1 AND c.id = r.id`,
    [ctx.workspaceId, arrayLiteral(customers, 'id'), arrayLiteral(customers, 'after')],
  )

type Changed = { changes: readonly Change[] }

/** What changed in the custom fields of customers, each field for itself, as history keeps it. */
export async function customChanges(ctx: Ctx, updates: readonly Changed[]): Promise<FieldChanges[]> {
  const own = updates.map(({ changes }) => changes.find(({ field }) => field === 'custom'))
  if (!own.some(Boolean)) return updates.map(() => ({}))
  return historyOfCustom(
    ctx,
    await customerFields(ctx),
    own.map((change) => ({
      before: (change?.old ?? none) as StoredCustom,
      after: (change?.new ?? none) as StoredCustom,
    })),
  )
}
const none: StoredCustom = {}

/** Names of changed fields for the timeline: custom fields by their labels. */
export async function changedFields(ctx: Ctx, { changes }: Changed): Promise<string[]> {
  const named = changes.flatMap(({ field }) => (field === 'custom' ? [] : [field as string]))
  if (named.length === changes.length) return named
  const fields = await customerFields(ctx)
  const [custom] = await customChanges(ctx, [{ changes }])
  const labels = fields.flatMap(({ id, label }) => (`custom.${id}` in custom! ? [label] : []))
  return [...named, ...labels]
}
