import { parseDateTime } from '#lib/identifiers/date-time.ts'
import { collapse, collapseLines } from '#lib/text.ts'
import { emptyDraft } from '#modules/customers/draft.ts'
import { readFields } from '#modules/customers/validation.ts'
import { readTags } from '#modules/customers/validation-lists.ts'
import { readCustomCells } from '../custom/read-custom.ts'
import { genderFrom, kindFrom, statusFrom } from '../mapping/value-words.ts'
import { readAddress } from './addresses.ts'
import { readBirthdayCell } from './birthdays.ts'
import { readEmailSlots, readPhoneSlots } from './contact-slots.ts'
import type { ImportRow, Scalars } from './import-row.ts'
import { isCompanyName, splitName } from './names.ts'
import type { ColumnAt, Plan } from './plan.ts'
import { cellOf, fits, pushFaults, type Reading, refuseCell } from './reading.ts'

/** Most characters of a field, as the form has them. */
const limits: Record<string, number> = {
  name_prefix: 40,
  first_name: 100,
  last_name: 100,
  name_suffix: 40,
  company_name: 200,
  job_title: 120,
  website: 300,
  group: 80,
  tag: 60,
  note: 20_000,
}

const MOST_INSTANTS = 10_000

/** One row of a table as a customer, with every reason why it cannot be taken as it is. */
export function readRow(plan: Plan, line: number, cells: string[]): ImportRow {
  const reading: Reading = { plan, cells, refusals: [] }
  const { at } = plan
  const scalars: Partial<Scalars> = {}
  for (const { field, at: column } of plan.lines) {
    const value = cellOf(reading, column)
    if (fits(reading, column, value, limits[field]!)) scalars[field] = value || null
  }
  const kind = readWord(reading, at.kind, kindFrom, 'kind.unknown')
  readNames(reading, scalars, kind)
  const address = plan.address && readAddress(reading, plan.address)
  const billing = plan.billing && readAddress(reading, plan.billing)
  const country = address?.country ?? billing?.country ?? plan.country
  if (at.gender) scalars.gender = readWord(reading, at.gender, genderFrom, 'gender.unknown')
  if (at.birthday) scalars.birthday = readBirthdayCell(reading, at.birthday)
  readChecked(reading, scalars, country)
  const row: ImportRow = {
    line,
    cells,
    refusals: reading.refusals,
    number: readNumber(reading),
    kind,
    scalars,
    emails: readEmailSlots(reading),
    phones: readPhoneSlots(reading, country),
    address,
    billing,
    addresses: [],
    status: readWord(reading, at.status, statusFrom, 'status.unknown'),
    createdAt: readCreatedAt(reading),
    note: readNote(reading),
    photo: null,
  }
  if (plan.tags.length > 0) row.tags = readTagCells(reading)
  if (plan.custom) row.custom = readCustomCells(plan.custom, cells, row.refusals)
  if (at.group) {
    const name = cellOf(reading, at.group)
    row.group = fits(reading, at.group, name, limits['group']!) ? name || null : null
  }
  return row
}

function readWord<Value extends string>(
  reading: Reading,
  at: ColumnAt | undefined,
  from: (text: string) => Value | null | undefined,
  code: string,
): Value | null {
  const text = cellOf(reading, at)
  if (!text) return null
  const value = from(text)
  if (value === undefined) refuseCell(reading, at!, code, text)
  return value ?? null
}

/** A whole name, a middle name and what stands before a last name go where they belong. */
function readNames(reading: Reading, scalars: Partial<Scalars>, kind: ImportRow['kind']): void {
  const { at } = reading.plan
  const whole = cellOf(reading, at.name)
  if (whole && fits(reading, at.name!, whole, limits['company_name']!))
    takeWholeName(reading, scalars, whole, kind)
  const middle = cellOf(reading, at.middle_name)
  const infix = cellOf(reading, at.last_name_prefix)
  if (middle) scalars.first_name = [scalars.first_name, middle].filter(Boolean).join(' ')
  if (infix && scalars.last_name) scalars.last_name = `${infix} ${scalars.last_name}`
  for (const field of ['first_name', 'last_name'] as const) {
    const column = at[field] ?? at.name ?? at.middle_name ?? at.last_name_prefix
    if (scalars[field] && column && !fits(reading, column, scalars[field], limits[field]!))
      scalars[field] = null
  }
}

function takeWholeName(
  { plan }: Reading,
  scalars: Partial<Scalars>,
  whole: string,
  kind: ImportRow['kind'],
): void {
  const company = kind === 'organisation' || (kind === null && !scalars.company_name && isCompanyName(whole))
  if (company) {
    scalars.company_name = scalars.company_name || whole
    return
  }
  const { name_prefix, name_suffix, first_name, last_name } = splitName(whole)
  if (!plan.at.first_name) scalars.first_name = first_name
  if (!plan.at.last_name) scalars.last_name = last_name
  // A title is only known to be absent where there is a column for it.
  if (name_prefix && !scalars.name_prefix) scalars.name_prefix = name_prefix
  if (name_suffix && !scalars.name_suffix) scalars.name_suffix = name_suffix
}

const checkedFields = ['language', 'website', 'vat_number'] as const

/** Fields that the customers module reads: what it accepts in the form is accepted here. */
function readChecked(reading: Reading, scalars: Partial<Scalars>, country: string | null): void {
  const { at, today } = reading.plan
  const input: Record<string, string> = {}
  for (const field of checkedFields) {
    if (!at[field]) continue
    scalars[field] = null
    const text = cellOf(reading, at[field])
    if (text && fits(reading, at[field], text, limits[field] ?? 60)) input[field] = text
  }
  if (Object.keys(input).length === 0) return
  const { values, errors } = readFields(input, { country, today }, emptyDraft as never)
  Object.assign(scalars, values)
  pushFaults(reading, errors, (error) => at[error.pointer.slice(1) as 'website'])
}

/** `C-10042`, `10042`, also `10042.0` as spreadsheets write it. */
function readNumber(reading: Reading): number | null {
  const { number: at } = reading.plan.at
  const text = cellOf(reading, at)
  if (!text) return null
  const digits = /^[A-Za-z]{0,3}[-. ]?0*(\d{1,15})(?:[.,]0+)?$/.exec(text)?.[1]
  if (digits && Number(digits) > 0) return Number(digits)
  refuseCell(reading, at!, 'number.form', text)
  return null
}

function readCreatedAt(reading: Reading): string | null {
  const { at, dateOrder, instants, timeZone, today } = reading.plan
  const text = cellOf(reading, at.created_at)
  if (!text) return null
  const known = instants.get(text)
  if (known) return known
  const read = parseDateTime(text, dateOrder, timeZone)
  if (!read.ok) refuseCell(reading, at.created_at!, `created_at.${read.code}`, text)
  else if (read.value.slice(0, 10) > today) refuseCell(reading, at.created_at!, 'created_at.future', text)
  else {
    if (instants.size < MOST_INSTANTS) instants.set(text, read.value)
    return read.value
  }
  return null
}

/** Several columns of notes become one, each with the name of its column. */
function readNote(reading: Reading): string | null {
  const { notes } = reading.plan
  const parts: string[] = []
  for (const at of notes) {
    const text = collapseLines(reading.cells[at.index] ?? '')
    if (text && fits(reading, at, text, limits['note']!))
      parts.push(notes.length > 1 ? `${at.name}: ${text}` : text)
  }
  return parts.join('\n') || null
}

/** Separated by comma, semicolon, bar or line end, or ` ::: ` as Google writes them; its own groups have an asterisk. */
function readTagCells(reading: Reading): string[] {
  const names: string[] = []
  for (const at of reading.plan.tags) {
    const cell = reading.cells[at.index] ?? ''
    for (const part of cell.split(/\s:::\s|[,;|\n]/)) {
      const name = collapse(part.replace(/^\s*\*\s+/, '').replace(/^\s*"(.*)"\s*$/, '$1'))
      if (name && fits(reading, at, name, limits['tag']!)) names.push(name)
    }
  }
  return names.length > 0 ? readTags(names) : names
}
