import { type Parsed, refuse } from '../parsed.ts'
import { collapse } from '../text.ts'
import { type DateError, type DayOrder, daysIn, isoDate, parseCalendarDate } from './date.ts'

/** `partial` a year, or year and month, alone; `future`; `old` more than 150 years ago; the others as for dates. */
export type BirthdayError = DateError | 'partial' | 'future' | 'old'

/**
 * A birthday as `YYYY-MM-DD`, or `--MM-DD` where the year is not known (ISO 8601 as RFC 6350 has it). Reads the forms
 * of vCard (`19600910`, `--0203`, `1960-09-10T00:00:00Z`) and those of `parseCalendarDate`. `today` is `YYYY-MM-DD`.
 */
export const parseBirthday = (
  text: string,
  today: string,
  order?: DayOrder,
): Parsed<{ value: string }, BirthdayError> => {
  const typed = collapse(text).replace(
    /(\d)(?:T| +)\d{1,2}(?::?\d{2})?(?::?\d{2})?(?:[.,]\d+)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?$/i,
    '$1',
  )
  if (!typed) return refuse('empty')
  const yearless = /^--(\d{2})-?(\d{2})$/.exec(typed)
  if (yearless) {
    const month = Number(yearless[1])
    const day = Number(yearless[2])
    // A leap year, so that 29 February is a birthday.
    if (month < 1 || month > 12 || day < 1 || day > daysIn(2000, month)) return refuse('impossible')
    return { ok: true, value: `--${yearless[1]}-${yearless[2]}` }
  }
  if (/^(?:\d{4}(?:[-/]\d{1,2})?|--\d{2}|---\d{2})$/.test(typed)) return refuse('partial')
  const thisYear = Number(today.slice(0, 4))
  const date = parseCalendarDate(typed, order, thisYear % 100)
  if (!date.ok) return date
  const value = isoDate(date)
  if (value > today) return refuse('future')
  if (date.year < thisYear - 150) return refuse('old')
  return { ok: true, value }
}
