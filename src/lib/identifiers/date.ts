import { type Parsed, refuse } from '../parsed.ts'
import { fold } from '../text.ts'

/** How the numbers of a date such as 03/04/2025 stand: day first or month first. */
export type DayOrder = 'dmy' | 'mdy'

/**
 * `empty`; `form` not a date in a known form; `separator` two kinds of separator, or backslashes; `order` day and month
 * cannot be told apart and no order was given; `impossible` no such day or time (30 February, 25:00).
 */
export type DateError = 'empty' | 'form' | 'separator' | 'order' | 'impossible'

export type CalendarDate = { year: number; month: number; day: number }

const LANGUAGES = ['en', 'nl', 'de', 'fr', 'es', 'it', 'pt']

let months: Map<string, number> | undefined

const monthNumber = (name: string): number | undefined => {
  if (!months) {
    months = new Map()
    for (const locale of LANGUAGES) {
      for (const month of ['long', 'short'] as const) {
        const format = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' })
        for (let i = 0; i < 12; i++) {
          const label = fold(format.format(new Date(Date.UTC(2024, i, 15)))).replace(/\.$/, '')
          months.set(label, i + 1)
          // The three-letter cuts of Excel and mail programs; `jui` of French is two months and stays out.
          const cut = label.slice(0, 3)
          if (cut !== 'jui' && !months.has(cut)) months.set(cut, i + 1)
        }
      }
    }
  }
  return months.get(fold(name).replace(/\.$/, ''))
}

/** Days in a month of the proleptic Gregorian calendar; `month` from 1. */
export const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31

const pad = (value: number, length = 2) => String(value).padStart(length, '0')

export const isoDate = ({ year, month, day }: CalendarDate): string =>
  `${pad(year, 4)}-${pad(month)}-${pad(day)}`

const real = (year: number, month: number, day: number): Parsed<CalendarDate, DateError> =>
  year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
    ? { ok: true, year, month, day }
    : refuse('impossible')

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const YEAR_FIRST = /^(\d{4})([/.])(\d{1,2})([/.])(\d{1,2})\.?$/
const NUMERIC = /^(\d{1,2})([/.-]) ?(\d{1,2})([/.-]) ?(\d{4}|\d{2})$/
const NAMED_DAY_FIRST =
  /^(?:\p{L}+\.?,? )?(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[ /-]?(?:de )?(\p{L}{3,12}\.?)[ /,-]{0,2}(?:de )?(\d{4}|\d{2})$/u
const NAMED_MONTH_FIRST = /^(?:\p{L}+\.?,? )?(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u

/** Two-digit years: up to `pivot` of this century, later ones of the last. */
const fullYear = (text: string, pivot: number): number =>
  text.length === 4 ? Number(text) : Number(text) <= pivot ? 2000 + Number(text) : 1900 + Number(text)

/**
 * A calendar date without time: ISO 8601 (`2009-07-14`, `20090714`), `2009/7/14`, `14.7.2009`, `14/07/2009` and
 * `07/14/2009` (by `order`, or where only one reading is possible), `14 juli 2009`, `July 14, 2009`.
 * `pivot` (0–99) is the last two-digit year read as 20xx; 68 unless told (POSIX).
 */
export const parseCalendarDate = (
  text: string,
  order?: DayOrder,
  pivot = 68,
): Parsed<CalendarDate, DateError> => {
  const date = text.trim()
  if (!date) return refuse('empty')
  if (date.length > 40) return refuse('form')
  const plain = ISO.exec(date) ?? COMPACT.exec(date)
  if (plain) return real(Number(plain[1]), Number(plain[2]), Number(plain[3]))
  if (/^[\d/.\\-]+$/.test(date) && (date.includes('\\') || new Set(date.replace(/\d/g, '')).size > 1)) {
    return refuse('separator')
  }
  const yearFirst = YEAR_FIRST.exec(date)
  if (yearFirst) return real(Number(yearFirst[1]), Number(yearFirst[3]), Number(yearFirst[5]))
  const numeric = NUMERIC.exec(date)
  if (numeric) {
    if (numeric[2] !== numeric[4]) return refuse('separator')
    const first = Number(numeric[1])
    const second = Number(numeric[3])
    const year = fullYear(numeric[5]!, pivot)
    // Dots are written where the day comes first.
    const known =
      order ??
      (numeric[2] === '.' || first > 12 || first === second ? 'dmy' : second > 12 ? 'mdy' : undefined)
    if (!known) return refuse('order')
    return known === 'dmy' ? real(year, second, first) : real(year, first, second)
  }
  const dayFirst = NAMED_DAY_FIRST.exec(date)
  const named = dayFirst ?? NAMED_MONTH_FIRST.exec(date)
  if (!named) return refuse('form')
  const month = monthNumber(dayFirst ? named[2]! : named[1]!)
  if (!month) return refuse('form')
  return real(fullYear(named[3]!, pivot), month, Number(dayFirst ? named[1] : named[2]))
}

/** {@link parseCalendarDate} as ISO 8601 text; a time of midnight after the date is dropped, any other refused. */
export const parseDate = (text: string, order?: DayOrder): Parsed<{ value: string }, DateError> => {
  const date = text.trim().replace(/[T ]0{1,2}:00(?::00(?:[.,]0{1,6})?)?(?: ?AM)?Z?$/i, '')
  const parsed = parseCalendarDate(date, order)
  return parsed.ok ? { ok: true, value: isoDate(parsed) } : parsed
}

/**
 * Which way round the dates of a whole column stand. `dmy` or `mdy` where at least one sample proves it; `any` where
 * none needs an order (ISO, month names, dots); `ambiguous` where all could be either; `mixed` where samples contradict
 * each other. Samples may carry a time after the date.
 */
export const detectDateOrder = (samples: Iterable<string>): DayOrder | 'any' | 'ambiguous' | 'mixed' => {
  let dayFirst = false
  let monthFirst = false
  let open = false
  for (const sample of samples) {
    const numeric = /^\s*(\d{1,2})([/.-]) ?(\d{1,2})\2 ?(?:\d{4}|\d{2})(?!\d)/.exec(sample)
    if (!numeric || numeric[2] === '.') continue
    const first = Number(numeric[1])
    const second = Number(numeric[3])
    if (first > 12 && second <= 12) dayFirst = true
    else if (second > 12 && first <= 12) monthFirst = true
    else if (first !== second) open = true
  }
  if (dayFirst && monthFirst) return 'mixed'
  if (dayFirst) return 'dmy'
  if (monthFirst) return 'mdy'
  return open ? 'ambiguous' : 'any'
}
