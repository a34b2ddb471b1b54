import { type Parsed, refuse } from '../parsed.ts'
import { type DateError, type DayOrder, parseCalendarDate } from './date.ts'

/** `zone` an offset that does not exist; the others as for dates. */
export type DateTimeError = DateError | 'zone'

const TIME =
  /^(.*?\d)(?:T| +|, +)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?(?: ?(Z|UTC|GMT)?(?: ?([+-])(\d{2}):?(\d{2})?)?)?$/i
const BASIC = /^(\d{8}T)(\d{2})(\d{2})(\d{2})?(.*)$/

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What a wall clock in `zone` shows at an instant, as if it were UTC; milliseconds. */
const wallClock = (instant: number, zone: string): number => {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(zone, clock)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of clock.formatToParts(instant)) part[type] = Number(value)
  return Date.UTC(
    part['year']!,
    part['month']! - 1,
    part['day'],
    part['hour'],
    part['minute'],
    part['second'],
  )
}

/** The instant at which the clocks of `zone` show `wall`; in the gap of spring an hour later, as RFC 5545 says. */
const instantOf = (wall: number, zone: string): number => {
  if (zone === 'UTC') return wall
  const whole = Math.floor(wall / 1000) * 1000
  const before = wallClock(whole - 86_400_000, zone) - (whole - 86_400_000)
  const candidate = wall - before
  if (wallClock(candidate - (wall - whole), zone) === whole) return candidate
  const after = wallClock(whole + 86_400_000, zone) - (whole + 86_400_000)
  const other = wall - after
  return wallClock(other - (wall - whole), zone) === whole ? other : candidate
}

/**
 * A date with a time as an instant, `2009-07-14T18:14:45.000Z`. Date forms as in `parseCalendarDate`; then `T` or a
 * space, hours and minutes, seconds and their fraction if any, AM/PM, and `Z`, `+02:00`, `+0200` or `Z-0300` (the
 * offset counts). Without an offset the time is that of `zone` (IANA name), and a date alone is its midnight.
 */
export const parseDateTime = (
  text: string,
  order?: DayOrder,
  zone = 'UTC',
): Parsed<{ value: string }, DateTimeError> => {
  const typed = text
    .trim()
    .replace(
      BASIC,
      (_, date, hour, minute, second, rest) => `${date}${hour}:${minute}:${second ?? '00'}${rest}`,
    )
  if (!typed) return refuse('empty')
  if (typed.length > 60) return refuse('form')
  const match = TIME.exec(typed)
  const date = parseCalendarDate(match ? match[1]! : typed, order)
  if (!date.ok) return date
  let wall = Date.UTC(2000, date.month - 1, date.day)
  wall = new Date(wall).setUTCFullYear(date.year, date.month - 1, date.day)
  if (!match) return { ok: true, value: new Date(instantOf(wall, zone)).toISOString() }

  let hour = Number(match[2])
  const minute = Number(match[3])
  const second = Number(match[4] ?? 0)
  const half = match[6]?.toLowerCase()
  if (half) {
    if (hour < 1 || hour > 12) return refuse('impossible')
    hour = (hour % 12) + (half === 'p' ? 12 : 0)
  }
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && (minute || second)))
    return refuse('impossible')
  const fraction = match[5] ? Math.floor(Number(`0.${match[5]}`) * 1000) : 0
  wall += ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000 + fraction

  if (!match[7] && !match[8]) return { ok: true, value: new Date(instantOf(wall, zone)).toISOString() }
  const hours = Number(match[9] ?? 0)
  const minutes = Number(match[10] ?? 0)
  // Offsets in use run from -12:00 to +14:00.
  if (hours > 14 || minutes > 59) return refuse('zone')
  const offset = (hours * 60 + minutes) * 60_000 * (match[8] === '-' ? -1 : 1)
  return { ok: true, value: new Date(wall - offset).toISOString() }
}
