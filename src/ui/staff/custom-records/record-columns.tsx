import type { Formats } from '../../kit/format.ts'
import type { Column } from '../../kit/grid/layout.ts'
import type { Translate } from '../../kit/words.ts'
import type { CustomField } from '../custom-fields/custom-field.ts'
import { customText } from '../custom-fields/custom-text.ts'
import { customColumns } from '../custom-fields/list-columns.tsx'
import type { CustomRecord, RecordType } from './record-types.ts'
import classes from './records.module.css'

/** The title first, then whose it is, then the fields, then when it was made. */
export function recordColumns(
  type: RecordType,
  fields: readonly CustomField[],
  t: Translate,
  f: Formats,
): Column<CustomRecord>[] {
  const titleField = fields.find(({ id }) => id === type.title_field_id)
  const others = fields.filter((field) => field !== titleField)
  return [
    {
      id: 'title',
      header: titleField?.label ?? type.singular,
      width: 220,
      sortable: titleField !== undefined,
      render: (row) => <strong>{row.title}</strong>,
    },
    {
      id: 'customer',
      header: t('customer'),
      width: 200,
      render: ({ customer }) => (
        <span>
          {customer.name} <span className={classes.soft}>C-{customer.number}</span>
        </span>
      ),
    },
    ...customColumns<CustomRecord>(others, f),
    {
      id: 'created_at',
      header: t('added_on'),
      width: 130,
      sortable: true,
      render: (row) => f.date(row.created_at),
    },
  ]
}

/** How a record looks where there is no room for columns. */
export function recordCard(row: CustomRecord, type: RecordType, fields: readonly CustomField[], f: Formats) {
  const rest = fields
    .filter(
      ({ id, key, type: kind }) =>
        id !== type.title_field_id && kind !== 'customer' && row.custom[key] != null,
    )
    .slice(0, 3)
    .map((field) => customText(field, row.custom[field.key], f))
  return { title: row.title, lines: [row.customer.name, rest.join(' · ')] }
}
