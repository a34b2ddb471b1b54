import type { SpanState } from './shapes.ts'

/** Days from the first up to and with the last, `YYYY-MM-DD`; no last day is until further notice. */
export type Span = { from_on: string; until_on: string | null }

/** Sorts after every day. */
export const never = '9999-12-31'
const lastOf = ({ until_on }: Pick<Span, 'until_on'>): string => until_on ?? never

export const holdsOn = (span: Span, day: string): boolean => span.from_on <= day && day <= lastOf(span)
export const overlap = (a: Span, b: Span): boolean => a.from_on <= lastOf(b) && b.from_on <= lastOf(a)

export function stateOn(span: Span, day: string): SpanState {
  if (lastOf(span) < day) return 'past'
  return span.from_on > day ? 'future' : 'current'
}

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export const dayAfter = (day: string): string => shifted(day, 1)
export const dayBefore = (day: string): string => shifted(day, -1)

/** The last day of so many months: where the month is too short for the day, its last day counts. */
export function lastDayOf(from_on: string, months: number): string {
  const [year, month, day] = from_on.split('-').map(Number) as [number, number, number]
  const at = year * 12 + month - 1 + months
  const [nextYear, nextMonth] = [Math.floor(at / 12), at % 12]
  const length = new Date(Date.UTC(nextYear, nextMonth + 1, 0)).getUTCDate()
  const next = new Date(Date.UTC(nextYear, nextMonth, Math.min(day, length)))
  return dayBefore(next.toISOString().slice(0, 10))
}

/**
 * How many of some spans hold at the same time within another, at most, and the first day on which it is that many.
 * The number only rises on a day on which a span begins, so only those days are looked at.
 */
export function mostAtOnce(spans: readonly Span[], within: Span): { count: number; on: string } {
  const inside = spans.filter((span) => overlap(span, within))
  const days = [within.from_on, ...inside.map(({ from_on }) => from_on)].filter((day) => holdsOn(within, day))
  let most = { count: 0, on: within.from_on }
  for (const on of days.sort()) {
    const count = inside.filter((span) => holdsOn(span, on)).length
    if (count > most.count) most = { count, on }
  }
  return most
}
