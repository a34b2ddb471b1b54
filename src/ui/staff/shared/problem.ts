import type { Translate } from '../../kit/words.ts'
import { anyWord } from './any-word.ts'

export type FieldProblem = { pointer: string; code: string; message: string }

type ProblemDocument = {
  title: string
  status: number
  detail?: string
  code?: string
  request_id?: string
  errors?: FieldProblem[]
  params?: Record<string, unknown>
}

/** What the API answered instead of a result (RFC 9457), or status 0 when no answer came at all. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: FieldProblem[]
  readonly params: Record<string, unknown>
  readonly requestId: string | undefined
  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title)
    this.name = 'ApiProblem'
    this.status = document.status
    this.code = document.code ?? `http.${document.status}`
    this.errors = document.errors ?? []
    this.params = document.params ?? {}
    this.requestId = document.request_id
  }

  /** Somebody else changed the record meanwhile: read it again and show both. */
  get isConflict() {
    return this.status === 412 || this.status === 409
  }

  /** The message of a field, by its name (`email`) or JSON pointer (`/emails/0/address`). */
  of(field: string): string | undefined {
    const pointer = field.startsWith('/') ? field : `/${field}`
    const found = this.errors.find((e) => e.pointer === pointer || e.pointer === field)
    return found && fieldText(found)
  }
}

/** Modules translate field errors as `error.<code>` in their words; English from the server otherwise. */
export const fieldText = (error: FieldProblem) => anyWord(`error.${error.code}`) ?? error.message

/** One sentence for a person: what happened and what to do. */
export function problemText(problem: unknown, t: Translate): string {
  if (!(problem instanceof ApiProblem)) return t('staff:problem.unexpected')
  if (problem.status === 0) return t('staff:problem.offline')
  return (
    anyWord(`error.${problem.code}`, problem.params) ??
    (problem.errors.length > 0 ? problem.errors.map(fieldText).join(' ') : problem.message)
  )
}

/** Errors by field, as forms want them: `/emails/0/address` becomes `emails.0.address`. */
export const fieldErrors = (problem: unknown): Record<string, string> =>
  problem instanceof ApiProblem
    ? Object.fromEntries(
        problem.errors.map((e) => [e.pointer.replace(/^\//, '').replaceAll('/', '.'), fieldText(e)]),
      )
    : {}
