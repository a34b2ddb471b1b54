import { AppError } from '../errors.ts'

/** Where a page ended: the values of its sort keys in the last row. Opaque to callers. */
export const encodeCursor = (values: unknown): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** `Date` takes 30 February for 2 March and has a year zero; PostgreSQL does neither. */
const isOnCalendar = (text: string): boolean => {
  const at = Date.parse(text)
  return (
    !Number.isNaN(at) && !text.startsWith('0000') && new Date(at).toISOString().startsWith(text.slice(0, 10))
  )
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

// What cursors are made of. They come back from callers, who may have changed them: a value that PostgreSQL could not
// read is refused before it is asked.
export const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isOnCalendar(value)
export const isTime = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(value) &&
  isOnCalendar(value)
export const isInteger32 = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(value as number) < 2 ** 31

/** The values of a cursor, if it has the form that `accepts` wants. */
export function decodeCursor<T>(
  cursor: string | undefined,
  accepts: (values: unknown) => values is T,
): T | undefined {
  if (cursor === undefined) return undefined
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (accepts(values)) return values
  } catch {
    // Falls through to the refusal.
  }
  throw new AppError('invalid', 'cursor.invalid', {
    message:
      'cursor: give what the previous page returned as next_cursor, with the same sort, or leave it out.',
  })
}

/** A page cut from one row more than asked for. */
export function cutPage<Row>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => unknown,
): { rows: Row[]; next_cursor: string | null } {
  if (rows.length <= limit) return { rows, next_cursor: null }
  const kept = rows.slice(0, limit)
  return { rows: kept, next_cursor: encodeCursor(keyOf(kept.at(-1)!)) }
}
