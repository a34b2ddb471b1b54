import { cellOf } from '#capabilities/custom-fields/cells.ts'
import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { maySee } from '#capabilities/custom-fields/rights.ts'
import { fold } from '#lib/text.ts'
import { selectCustom } from '#modules/customers/custom.ts'
import type { Access } from '#platform/access.ts'
import { type ExportColumn, exportColumns } from './export-columns.ts'

/** Numbers of the customers that a row `p` links to, by their ids. */
const selectLinks = `(SELECT json_object_agg(l.id, l.number) FROM custom_values v
    JOIN customers l ON l.workspace_id = v.workspace_id AND l.id = v.linked_id
    WHERE v.workspace_id = p.workspace_id AND v.record_id = p.id AND v.linked_id IS NOT NULL) AS link_numbers`

/** Columns of the custom fields that the reader may see. Under its label an import recognises each. */
export function customColumns(access: Access, fields: readonly CustomField[]): ExportColumn[] {
  const taken = new Set(exportColumns.map(({ name }) => fold(name)))
  return fields
    .filter((field) => !field.retired_at && maySee(access, field))
    .map((field) => {
      // Two columns of one name could not be told apart.
      const name = taken.has(fold(field.label)) ? `custom.${field.key}` : field.label
      taken.add(fold(name))
      return {
        field: `custom.${field.key}`,
        name,
        selects: field.type === 'customer' ? [selectCustom('p'), selectLinks] : [selectCustom('p')],
        cell: ({ custom, link_numbers }) =>
          cellOf(field, custom?.[field.id], (id) => (link_numbers?.[id] ? `C-${link_numbers[id]}` : '')),
      }
    })
}
