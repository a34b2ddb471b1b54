const iso = (date: Date) => date.toISOString().slice(0, 10)

/** The last day of a term of so many months, as the server works it out. */
export function lastDayOf(from: string, months: number): string {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number]
  const length = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return iso(new Date(Date.UTC(year, month - 1 + months, Math.min(day, length) - 1)))
}

export const dayAfter = (day: string): string => iso(new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000))

/** Whole days from one to the other; negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** The same day some years away; 29 February becomes the 28th. */
export function yearsAway(day: string, years: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const length = new Date(Date.UTC(year + years, month, 0)).getUTCDate()
  return iso(new Date(Date.UTC(year + years, month - 1, Math.min(date, length))))
}
