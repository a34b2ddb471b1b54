type Repeat = { unit: 'day' | 'week' | 'month' | 'year'; every: number }

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()

/**
 * The next due date after `due` (both `YYYY-MM-DD`). A month without that day ends the step on its last day:
 * 31 January and a month is 28 or 29 February.
 */
export function nextDueDate(due: string, { unit, every }: Repeat): string {
  const [year, month, day] = due.split('-').map(Number) as [number, number, number]
  if (unit === 'day' || unit === 'week') {
    const days = unit === 'day' ? every : every * 7
    return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
  }
  const months = year * 12 + (month - 1) + (unit === 'month' ? every : every * 12)
  const [nextYear, nextMonth] = [Math.floor(months / 12), months % 12]
  const nextDay = Math.min(day, daysIn(nextYear, nextMonth))
  return new Date(Date.UTC(nextYear, nextMonth, nextDay)).toISOString().slice(0, 10)
}
