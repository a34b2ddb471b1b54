import { parseBirthday } from '#lib/identifiers/birthday.ts'
import type { DayOrder } from '#lib/identifiers/date.ts'
import { fault } from '#modules/customers/faults.ts'
import type { ColumnAt } from './plan.ts'
import { cellOf, type Reading } from './reading.ts'
import { refusalOf } from './refusals.ts'

const yearless = /^(\d{1,2})([/.-])(\d{1,2})\.?$/

/** "09/25", as Mailchimp writes birthdays: month first, unless the file or the numbers say otherwise. */
function withoutYear(text: string, order: DayOrder | undefined): string | undefined {
  const found = yearless.exec(text)
  if (!found) return undefined
  const [first, second] = [Number(found[1]), Number(found[3])]
  const dayFirst =
    first > 12 || (second <= 12 && (order === 'dmy' || (order === undefined && found[2] !== '/')))
  const [month, day] = dayFirst ? [second, first] : [first, second]
  return `--${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

export function readBirthdayCell(reading: Reading, at: ColumnAt): string | null {
  const text = cellOf(reading, at)
  // Programs without an empty date write one of these.
  if (!text || /^0{4}-?00-?00|^0+$/.test(text)) return null
  const { dateOrder, today } = reading.plan
  const read = parseBirthday(withoutYear(text, dateOrder) ?? text, today, dateOrder)
  if (read.ok) return read.value
  if (read.code !== 'empty')
    reading.refusals.push(refusalOf(at.name, fault('/birthday', `birthday.${read.code}`), text))
  return null
}
