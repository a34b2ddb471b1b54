import type { states } from './shapes.ts'

/** A stretch of days; null is open. `ended_on` is the first day on which it is over. */
export type Stretch = { started_on: string | null; ended_on: string | null }
type State = (typeof states)[number]

/** What a stretch is on a day. One that begins and ends on the same day never is. */
export function stateOn({ started_on, ended_on }: Stretch, day: string): State {
  if (ended_on !== null && ended_on <= day) return 'past'
  return started_on !== null && started_on > day ? 'future' : 'current'
}

export const isBackwards = ({ started_on, ended_on }: Stretch): boolean =>
  started_on !== null && ended_on !== null && ended_on < started_on

/** The same as conditions on a row `alias`; `day` is an SQL expression of a date. */
export const stateConditions: Readonly<Record<State, (alias: string, day: string) => string>> = {
  past: (r, day) => `${r}.ended_on <= ${day}`,
  future: (r, day) => `(${r}.ended_on IS NULL OR ${r}.ended_on > ${day}) AND ${r}.started_on > ${day}`,
  current: (r, day) =>
    `(${r}.ended_on IS NULL OR ${r}.ended_on > ${day}) AND (${r}.started_on IS NULL OR ${r}.started_on <= ${day})`,
}

/** An SQL condition: the row `alias` has a day in common with the stretch from `from` to `to` (dates or null). */
export const overlapCondition = (r: string, from: string, to: string): string =>
  `coalesce(${r}.started_on, '-infinity') < coalesce(${to}::date, 'infinity')
   AND coalesce(${from}::date, '-infinity') < coalesce(${r}.ended_on, 'infinity')
   AND coalesce(${r}.started_on, '-infinity') < coalesce(${r}.ended_on, 'infinity')
   AND coalesce(${from}::date, '-infinity') < coalesce(${to}::date, 'infinity')`
