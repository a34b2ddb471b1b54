import type { Formats } from '../../kit/format.ts'
import type { Column, Layout } from '../../kit/grid/layout.ts'
import { type CustomField, type FieldType, fieldNamed } from './custom-field.ts'
import { customText } from './custom-text.ts'
import { useLinked } from './linked.ts'

/** The values that a row or record of the API has, by key. */
type WithCustom = { custom: Readonly<Record<string, unknown>> }

const widths: Partial<Record<FieldType, number>> = {
  long_text: 260,
  number: 120,
  money: 130,
  date: 130,
  yes_no: 100,
}

/** A column for each custom field, which the API sorts by under the same name. */
export const customColumns = <Row extends WithCustom>(
  fields: readonly CustomField[],
  f: Formats,
): Column<Row>[] =>
  fields.map((field) => ({
    id: `custom.${field.key}`,
    header: field.label,
    width: widths[field.type] ?? 180,
    ...((field.type === 'number' || field.type === 'money') && { align: 'end' as const }),
    sortable: field.sortable,
    render: ({ custom }) => {
      const value = custom[field.key]
      if (value === undefined) return null
      if (field.type === 'customer') return <LinkedName id={String(value)} />
      return <span>{customText(field, value, f)}</span>
    },
  }))

/** A layout that was kept under earlier keys, by the present ones. */
export const presentLayout = (layout: Layout, fields: readonly CustomField[]): Layout =>
  layout.map((entry) => {
    const field = entry.id.startsWith('custom.') ? fieldNamed(fields, entry.id) : undefined
    return field && `custom.${field.key}` !== entry.id ? { ...entry, id: `custom.${field.key}` } : entry
  })

const LinkedName = ({ id }: { id: string }) => <span>{useLinked(id)?.name ?? '…'}</span>
