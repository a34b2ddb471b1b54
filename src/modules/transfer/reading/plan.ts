import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { isCountry } from '#lib/identifiers/country.ts'
import type { DayOrder } from '#lib/identifiers/date.ts'
import type { Access } from '#platform/access.ts'
import type { ImportField, ImportOptions } from '../contract.ts'
import { type CustomPlan, customPlan } from '../custom/read-custom.ts'
import { squeezeHeader } from '../mapping/header-names.ts'
import type { Column } from '../mapping/propose.ts'
import type { AddressParts } from './import-row.ts'

export type ColumnAt = { index: number; name: string }
export type SlotAt = ColumnAt & { label: string }
export type AddressAt = {
  parts: Partial<Record<keyof AddressParts, ColumnAt>>
  houseNumber?: ColumnAt
  addition?: ColumnAt
  /** "6 Tullaroop Street": the number's column stands before the street's. */
  numberFirst: boolean
}
const lineFields = [
  'name_prefix',
  'first_name',
  'last_name',
  'name_suffix',
  'company_name',
  'job_title',
] as const

/** A mapping made ready for reading rows: where each value stands. */
export type Plan = {
  /** Names of the columns, in the order of the file. */
  columns: readonly string[]
  lines: { field: (typeof lineFields)[number]; at: ColumnAt }[]
  at: Partial<Record<ImportField, ColumnAt>>
  emails: SlotAt[]
  phones: SlotAt[]
  address: AddressAt | null
  billing: AddressAt | null
  tags: ColumnAt[]
  notes: ColumnAt[]
  custom: CustomPlan | null
  /** ISO 3166-1 alpha-2, for national phone and VAT numbers of rows without a country. */
  country: string | null
  dateOrder: DayOrder | undefined
  /** YYYY-MM-DD */
  today: string
  /** IANA name; where the days of dates without a time begin. */
  timeZone: string
  /** Dates that were read before, as instants: the same few thousand come back, and time zones take long. */
  instants: Map<string, string>
}

export type Mapping = readonly { column: string; field: ImportField }[]

const phoneLabels: [RegExp, string][] = [
  [/mobi|cell|handy|gsm|movil|portable|natel|celular|06nummer/, 'mobile'],
  [
    /work|business|office|company|werk|zakelijk|bedrijf|geschaft|dienst|firm|pro(?:fess|$)|bureau|trabajo/,
    'work',
  ],
  [/home|private?$|prive|privat|thuis|domicile|casa|personal|evening/, 'home'],
]
const emailLabels: [RegExp, string][] = [
  [/home|private?$|prive|privat|thuis|personal|domicile|casa/, 'home'],
  [/billing|invoice|factuur|rechnung|facturation/, 'billing'],
]
const labelFor = (name: string, labels: [RegExp, string][], otherwise: string): string => {
  const squeezed = squeezeHeader(name)
  return labels.find(([test]) => test.test(squeezed))?.[1] ?? otherwise
}

/** Finds the columns of a mapping in a file. Columns that the file does not have are passed over. */
export function makePlan(
  columns: readonly Pick<Column, 'name'>[],
  mapping: Mapping,
  options: Pick<ImportOptions, 'country'>,
  around: {
    country: string | null
    time_zone: string
    today: string
    dateOrder: DayOrder | undefined
    access?: Access
    fields?: readonly CustomField[]
  },
): Plan {
  const names = columns.map(({ name }) => name)
  const at: Plan['at'] = {}
  const several = { tags: [] as ColumnAt[], note: [] as ColumnAt[] }
  for (const { column, field } of mapping) {
    const index = names.indexOf(column)
    if (index < 0 || field === 'ignore') continue
    if (field === 'tags' || field === 'note') several[field].push({ index, name: column })
    else at[field] = { index, name: column }
  }
  const slots = (fields: readonly ImportField[], labels: [RegExp, string][], otherwise: string): SlotAt[] =>
    fields.flatMap((field) => {
      const column = at[field]
      return column ? [{ ...column, label: labelFor(column.name, labels, otherwise) }] : []
    })
  const country = options.country ?? around.country
  return {
    columns: names,
    lines: lineFields.flatMap((field) => (at[field] ? [{ field, at: at[field] }] : [])),
    at,
    emails: slots(['email', 'email_2', 'email_3'], emailLabels, 'work'),
    phones: slots(['phone', 'phone_2', 'phone_3'], phoneLabels, 'work'),
    address: addressAt(at, ''),
    billing: addressAt(at, 'billing_'),
    tags: several.tags,
    notes: several.note.sort((a, b) => a.index - b.index),
    custom:
      around.access && around.fields
        ? customPlan(around.access, around.fields, names, mapping, around.dateOrder)
        : null,
    country: country && isCountry(country) ? country : null,
    dateOrder: around.dateOrder,
    today: around.today,
    timeZone: around.time_zone,
    instants: new Map(),
  }
}

function addressAt(at: Plan['at'], prefix: '' | 'billing_'): AddressAt | null {
  const parts: AddressAt['parts'] = {}
  for (const part of ['street', 'extra', 'postcode', 'city', 'region', 'country'] as const) {
    const column = at[`${prefix}${part}`]
    if (column) parts[part] = column
  }
  const houseNumber = at[`${prefix}house_number`]
  const addition = prefix === '' ? at.house_number_addition : undefined
  if (Object.keys(parts).length === 0 && !houseNumber) return null
  const numberFirst = Boolean(houseNumber && parts.street && houseNumber.index < parts.street.index)
  return { parts, numberFirst, ...(houseNumber && { houseNumber }), ...(addition && { addition }) }
}
