/** The ways in which a request can be refused. Each becomes one HTTP status, in `http/problem.ts` only. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'too-many'
  | 'unavailable'

/** One fault of the input: `pointer` is the JSON pointer (`/emails/0/address`) or query name of the field. */
export type FieldError = { pointer: string; code: string; message: string }

export type ErrorDetails = {
  /** What happened, what was kept, and what to do; plain English, shown when the code has no translation. */
  message?: string
  errors?: FieldError[]
  /** Values for the translated message (names, counts), and data such as the present version on a conflict. */
  params?: Record<string, unknown>
}

/** Thrown by verbs; nothing else is meant to reach the caller. `code` is stable and translated by the UI. */
export class AppError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  readonly details: ErrorDetails
  constructor(kind: ErrorKind, code: string, details: ErrorDetails = {}) {
    super(details.message ?? code)
    this.name = 'AppError'
    this.kind = kind
    this.code = code
    this.details = details
  }
}

export const missing = (what: string) =>
  new AppError('missing', `${what}.missing`, { message: `No such ${what}.` })
export const invalid = (code: string, errors: FieldError[]) =>
  new AppError('invalid', code, { errors, message: errors.map((e) => e.message).join(' ') })
