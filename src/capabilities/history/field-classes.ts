import { type CustomField, historyName } from '#capabilities/custom-fields/field.ts'
import type { PersonalKind } from '#capabilities/declaration/columns.ts'
import type { RecordHistory } from '#capabilities/declaration/record-history.ts'
import type { Registry } from '#capabilities/declaration/registry.ts'

/**
 * What the values of each field tell about a person. It follows from the columns that hold them, which their module
 * has classed; a list is personal as its entries are, and a custom field as its definition says.
 */
export function fieldClasses(
  registry: Registry,
  { table, fields, custom }: RecordHistory,
  added: readonly CustomField[] = [],
): Map<string, PersonalKind | 'plain'> {
  const all = registry.columns()
  const declared = new Map(
    Object.entries(fields).map(([field, { columns = [field], table: list }]) => {
      const held = all.filter(([t, c]) => (list ? t === list : t === table && columns.includes(c)))
      const kinds = held.flatMap(([, , m]) =>
        m.means === 'personal' && m.kind !== 'derived' ? [m.kind] : [],
      )
      return [field, kinds[0] ?? 'plain'] as [string, PersonalKind | 'plain']
    }),
  )
  if (custom) for (const { id, personal } of added) declared.set(historyName(id), personal)
  return declared
}
