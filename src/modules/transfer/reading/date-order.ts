import { type DayOrder, detectDateOrder } from '#lib/identifiers/date.ts'
import type { FileDescription } from '#platform/formats/file-description.ts'
import { readRows } from '#platform/formats/sniff.ts'
import type { ImportMapping, ImportOptions } from '../contract.ts'

/** Rows looked at. More would cost time before every run; a column of dates shows its order long before. */
const LOOK_AT = 5000

// Countries that write the month first.
const monthFirst = new Set(['US', 'PH', 'FM', 'MH', 'PW', 'PR', 'GU', 'VI', 'AS', 'MP'])

/** A file by its mapping, and the fields that hold dates. */
type DatedFile = {
  path: string
  description: FileDescription
  mapping: ImportMapping
  options: Pick<ImportOptions, 'date_order' | 'country'>
  dates: ReadonlySet<string>
}

/**
 * How dates such as 03/04/2025 are meant in a file: as chosen, as the dates themselves prove, or as the country has it.
 * Undefined where that cannot be known: then such a date is refused rather than guessed.
 */
export async function findDateOrder(
  { path, description, mapping, options, dates: fields }: DatedFile,
  country: string | null,
): Promise<DayOrder | undefined> {
  if (options.date_order === 'dmy' || options.date_order === 'mdy') return options.date_order
  if (options.date_order === 'ymd' || description.format === 'vcard') return undefined
  const columns = mapping
    .filter(({ field }) => fields.has(field))
    .map(({ column }) => description.columns.findIndex(({ name }) => name === column))
    .filter((index) => index >= 0)
  if (columns.length === 0) return undefined
  const dates: string[] = []
  let seen = 0
  for await (const { rows } of readRows(path, description)) {
    for (const { cells } of rows) for (const index of columns) if (cells[index]) dates.push(cells[index])
    seen += rows.length
    if (seen >= LOOK_AT) break
  }
  const order = detectDateOrder(dates)
  if (order === 'dmy' || order === 'mdy') return order
  const here = options.country ?? country
  if (order !== 'ambiguous' || !here) return undefined
  return monthFirst.has(here) ? 'mdy' : 'dmy'
}
