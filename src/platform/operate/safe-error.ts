import { AppError } from '../errors.ts'

/** An error as the log may hold it: what went wrong and where, never whose data it was about. */
export type SafeError = {
  type: string
  message: string
  stack?: string
  code?: string | number
  [detail: string]: unknown
  cause?: SafeError
  errors?: SafeError[]
}

/** Of other people's errors only these are kept; others (`detail`, `where`, `response`, `input`, …) hold values. */
const keptDetails = [
  'errno',
  'syscall',
  'statusCode',
  'responseCode',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
] as const

/**
 * Takes what may be somebody's data out of a text that a program wrote: all that stands in quotes or angle brackets,
 * addresses, queries of URLs, and long numbers. Quotes are cut from the first to the last, for texts from outside
 * that are quoted hold quotes themselves.
 */
export function withoutValues(text: string): string {
  return text
    .slice(0, 2000)
    .replace(/["'`“‘][\s\S]*["'`”’]/g, '…')
    .replace(/<[^>]*>?/g, '<…>')
    .replace(/\S+@\S+/g, '…')
    .replace(/\?\S+/g, '?…')
    .replace(/\+?\d(?:[\d\s()/-]{5,})\d/g, '…')
}

/** Classes of SQLSTATE whose messages name parts of the schema and the server, not values (PostgreSQL, appendix A). */
const wordsOnly = /^(08|23|25|26|28|3|40|42|53|54|55|57|58)/

type Known = Error & Record<string, unknown>

const isFromPostgres = (error: Known) =>
  typeof error['severity'] === 'string' && /^[0-9A-Z]{5}$/.test(String(error['code']))

function messageOf(error: Known): string {
  // Its message is made for the person who asked, and may name records; its code says enough.
  if (error instanceof AppError) return error.code
  if (error.name === 'ZodError' || error.name === '$ZodError') {
    const issues = (error['issues'] ?? []) as { code?: string }[]
    return `input does not fit: ${[...new Set(issues.map(({ code }) => code))].join(', ')}`
  }
  if (!isFromPostgres(error)) return withoutValues(error.message)
  if (wordsOnly.test(String(error['code']))) return error.message
  return `PostgreSQL refused it with SQLSTATE ${error['code']}`
}

const framesOf = (stack: string | undefined) =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 15)
    .join('\n')

/** @param depth how many causes are followed */
export function safeError(thrown: unknown, depth = 3): SafeError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: 'something that is not an error' }
  const error = thrown as Known
  const message = messageOf(error)
  const safe: SafeError = {
    type: error.name,
    message,
    stack: `${error.name}: ${message}\n${framesOf(error.stack)}`,
  }
  const { code } = error
  if (typeof code === 'number' || (typeof code === 'string' && /^[\w.-]{1,60}$/.test(code))) safe.code = code
  for (const name of keptDetails) {
    const value = error[name]
    if (typeof value === 'number' || (typeof value === 'string' && /^[\w.-]{1,80}$/.test(value)))
      safe[name] = value
  }
  if (depth > 0 && error.cause !== undefined) safe.cause = safeError(error.cause, depth - 1)
  if (depth > 0 && error instanceof AggregateError)
    safe.errors = error.errors.slice(0, 5).map((inner) => safeError(inner, depth - 1))
  return safe
}

/**
 * An error that says the same without anybody's data: for keeping with a job, where it would outlive the data.
 * Its stack is that of the first.
 */
export function withoutData(thrown: unknown): Error {
  const { type, message, stack, cause: _cause, errors: _errors, ...details } = safeError(thrown, 0)
  const error = Object.assign(new Error(message), details)
  error.name = type
  if (stack) error.stack = stack
  return error
}
