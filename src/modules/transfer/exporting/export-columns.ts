import type { StoredCustom } from '#capabilities/custom-fields/field.ts'
import { displayName } from '#modules/customers/draft.ts'
import type { StoredRow } from '#modules/customers/rows.ts'
import { type Access, hides } from '#platform/access.ts'
import { invalid } from '#platform/errors.ts'
import type { OutCell } from '#platform/formats/table.ts'
import { type AddressPart, type ListTexts, partOf, placeOf } from './list-texts.ts'

/** A customer as tables show it: its row, and its lists as texts, those that were asked for. */
export type TableRow = StoredRow &
  Partial<ListTexts> & { custom?: StoredCustom; link_numbers?: Readonly<Record<string, number>> | null }

export type ExportColumn = {
  /** What a caller names it by. */
  field: string
  /** At the head of the column; an import recognises it. */
  name: string
  /** The field a security group hides it by. */
  hiddenBy?: string
  /** Not in an export of all columns: it says again what others say. */
  onlyOnDemand?: true
  /** The list that it shows a part of. */
  list?: keyof ListTexts
  /** What is selected for it of a row `p`. */
  selects?: readonly string[]
  cell: (row: TableRow) => OutCell
}

const address = (
  field: string,
  name: string,
  part: AddressPart,
  which: 'main' | 'billing',
): ExportColumn => ({
  field,
  name,
  hiddenBy: 'customers.address',
  list: 'address_list',
  cell: (row) => partOf(row.address_list, which, part),
})
const plain = (field: keyof StoredRow & string, name: string, hiddenBy?: string): ExportColumn => ({
  field,
  name,
  ...(hiddenBy && { hiddenBy }),
  cell: (row) => row[field] as OutCell,
})
const entry = (field: string, name: string, list: 'email_list' | 'phone_list', at: number): ExportColumn => ({
  field,
  name,
  hiddenBy: list === 'email_list' ? 'customers.email' : 'customers.phone',
  list,
  cell: (row) => placeOf(row[list], at),
})

/** Every column of the export, in its order. */
export const exportColumns: readonly ExportColumn[] = [
  { field: 'number', name: 'Customer number', cell: (row) => `C-${row.number}` },
  { field: 'name', name: 'Name', onlyOnDemand: true, cell: displayName },
  plain('kind', 'Kind'),
  plain('status', 'Status'),
  plain('name_prefix', 'Name prefix'),
  plain('first_name', 'First name'),
  plain('last_name', 'Last name'),
  plain('name_suffix', 'Name suffix'),
  { ...plain('company_name', 'Company'), field: 'company' },
  plain('job_title', 'Job title', 'customers.job_title'),
  plain('email', 'E-mail', 'customers.email'),
  entry('email_2', 'E-mail 2', 'email_list', 1),
  entry('email_3', 'E-mail 3', 'email_list', 2),
  entry('phone', 'Phone', 'phone_list', 0),
  entry('phone_2', 'Phone 2', 'phone_list', 1),
  entry('phone_3', 'Phone 3', 'phone_list', 2),
  address('street', 'Street', 'street', 'main'),
  address('extra', 'Address line 2', 'extra', 'main'),
  address('postcode', 'Postcode', 'postcode', 'main'),
  address('city', 'City', 'city', 'main'),
  address('region', 'Region', 'region', 'main'),
  address('country', 'Country', 'country', 'main'),
  address('billing_street', 'Billing street', 'street', 'billing'),
  address('billing_extra', 'Billing address line 2', 'extra', 'billing'),
  address('billing_postcode', 'Billing postcode', 'postcode', 'billing'),
  address('billing_city', 'Billing city', 'city', 'billing'),
  address('billing_region', 'Billing region', 'region', 'billing'),
  address('billing_country', 'Billing country', 'country', 'billing'),
  plain('vat_number', 'VAT number', 'customers.vat_number'),
  plain('birthday', 'Birthday', 'customers.birthday'),
  plain('gender', 'Gender', 'customers.gender'),
  plain('language', 'Language', 'customers.language'),
  plain('website', 'Website', 'customers.website'),
  { field: 'group', name: 'Group', hiddenBy: 'customers.group', cell: (row) => row.group?.name },
  {
    field: 'tags',
    name: 'Tags',
    hiddenBy: 'customers.tags',
    cell: (row) => row.tags?.map((tag) => tag.name).join(', '),
  },
  { ...plain('source', 'Source'), onlyOnDemand: true },
  plain('created_at', 'Created'),
  { ...plain('updated_at', 'Updated'), onlyOnDemand: true },
]

/** The columns that were asked for, or all; those that are hidden from the reader are left out. */
export function chooseColumns(
  access: Access,
  wanted: string | undefined,
  custom: readonly ExportColumn[] = [],
): ExportColumn[] {
  const all = [...exportColumns, ...custom]
  const named = wanted
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  const unknown = named?.find((name) => !all.some(({ field }) => field === name))
  if (unknown !== undefined) {
    const message = `columns: "${unknown}" is not one of ${all.map(({ field }) => field).join(', ')}.`
    throw invalid('export.column_unknown', [{ pointer: '/columns', code: 'export.column_unknown', message }])
  }
  const chosen = named?.length
    ? named.map((name) => all.find(({ field }) => field === name)!)
    : all.filter(({ onlyOnDemand }) => !onlyOnDemand)
  return chosen.filter(({ hiddenBy }) => !hiddenBy || !hides(access, hiddenBy))
}
