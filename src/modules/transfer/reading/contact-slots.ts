import type { DraftEmail, DraftPhone } from '#modules/customers/draft.ts'
import { readEmails, readPhones } from '#modules/customers/validation-lists.ts'
import type { FieldError } from '#platform/errors.ts'
import type { Slots } from './import-row.ts'
import { cellOf, pushFaults, type Reading } from './reading.ts'

/** Several addresses in one cell: Google's ` ::: `, or a separator between two that each have an @. */
const splitEmails = (cell: string): string[] => {
  if (cell.includes(' ::: ')) return cell.split(' ::: ')
  return cell.indexOf('@') === cell.lastIndexOf('@') || cell.includes('"')
    ? [cell]
    : cell.split(/\s*[,;|/]\s*|\s+/).filter(Boolean)
}

/** Reads a place of contact data; equal ones are kept once. A place that is blank, or wrong, is null. */
function readSlots<Entry>(
  reading: Reading,
  slots: Reading['plan']['emails'],
  split: (cell: string) => string[],
  read: (text: string, label: string, errors: FieldError[]) => Entry[],
  keyOf: (entry: Entry) => string,
): Slots<Entry> {
  const found: Slots<Entry> = []
  const more: Entry[] = []
  const seen = new Set<string>()
  for (const slot of slots) {
    const cell = cellOf(reading, slot)
    const errors: FieldError[] = []
    const entries = cell
      ? split(cell)
          .flatMap((text) => read(text, slot.label, errors))
          .filter((entry) => !seen.has(keyOf(entry)) && seen.add(keyOf(entry)))
      : []
    pushFaults(reading, errors, () => slot)
    found.push(entries.shift() ?? null)
    more.push(...entries)
  }
  return more.length > 0 ? [...found, ...more] : found
}

export const readEmailSlots = (reading: Reading): Slots<DraftEmail> =>
  readSlots(
    reading,
    reading.plan.emails,
    splitEmails,
    (address, label, errors) => readEmails([{ address, label, primary: false }], errors),
    (email) => email.address_key,
  )

export const readPhoneSlots = (reading: Reading, country: string | null): Slots<DraftPhone> =>
  readSlots(
    reading,
    reading.plan.phones,
    (cell) => (cell.includes(' ::: ') ? cell.split(' ::: ') : [cell]),
    (number, label, errors) =>
      readPhones([{ number, label, extension: null, primary: false }], country, 'possible', errors),
    (phone) => phone.number,
  )
