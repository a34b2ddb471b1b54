import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { mayFill } from '#capabilities/custom-fields/rights.ts'
import { customerFields } from '#modules/customers/custom.ts'
import type { Ctx } from '#platform/context.ts'
import type { ImportMapping } from '../contract.ts'
import { exportColumns } from '../exporting/export-columns.ts'
import { squeezeHeader } from '../mapping/header-names.ts'

/** The name of a field's column. */
export const columnOf = ({ key }: CustomField): string => `custom.${key}`

/** Custom fields of customers into which this person may import. */
export const importedFields = async (ctx: Ctx): Promise<CustomField[]> =>
  (await customerFields(ctx)).filter((field) => !field.retired_at && mayFill(ctx.access, field))

const ownNames: ReadonlySet<string> = new Set(exportColumns.map(({ name }) => squeezeHeader(name)))

/** The headers under which a field is recognised, squeezed. */
const headersOf = ({ key, former_keys, label }: CustomField): string[] =>
  [label, key, ...former_keys, `custom.${key}`].map(squeezeHeader)

/**
 * Which columns go to custom fields, by their headers: label, key, or `custom.<key>`. Under the names that an export
 * has for what every customer has, they mean that.
 */
export function proposeCustom(
  columns: readonly { name: string }[],
  fields: readonly CustomField[],
): ImportMapping {
  const free = new Map(fields.toReversed().flatMap((field) => headersOf(field).map((name) => [name, field])))
  return columns.flatMap(({ name }) => {
    const field = free.get(squeezeHeader(name))
    if (!field || ownNames.has(squeezeHeader(name))) return []
    for (const header of headersOf(field)) free.delete(header)
    return [{ column: name, field: columnOf(field) }]
  })
}
