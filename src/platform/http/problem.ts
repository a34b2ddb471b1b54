import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { interruptionOf } from '../database/interruption.ts'
import { AppError, type ErrorKind, type FieldError } from '../errors.ts'

const statusOf: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
}

const titles: Record<number, string> = {
  400: 'The request could not be read',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not possible here',
  408: 'The request took too long to arrive',
  409: 'Conflict',
  412: 'Somebody else changed it meanwhile',
  413: 'Too large',
  415: 'Unknown media type',
  422: 'Some input is not right',
  429: 'Too many requests',
  431: 'Too much before the request began',
  500: 'Something went wrong on our side',
  503: 'Not available right now',
}

/** An RFC 9457 problem document. `code` is stable; `errors` name the fields. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  request_id: string
  errors?: FieldError[]
  params?: Record<string, unknown>
}

type ZodIssue = {
  instancePath?: string
  message?: string
  keyword?: string
  params?: { issue?: { code?: string; keys?: string[]; path?: (string | number)[] } }
}

function fromValidation(error: FastifyError): FieldError[] {
  return (error.validation as ZodIssue[]).map((issue) => ({
    pointer:
      issue.instancePath || (issue.params?.issue?.keys ? `/${issue.params.issue.keys.join(', /')}` : '/'),
    code: issue.params?.issue?.code ?? issue.keyword ?? 'invalid',
    message: issue.message ?? 'is not right',
  }))
}

/** PostgreSQL is away, is starting, or ran out of connections. */
const awayCodes = /^(08(?!P01)|57P|53[23]|ECONN|EPIPE|ETIMEDOUT)/
const awayWords =
  /Connection terminated|timeout expired|Query read timeout|connection error and is not queryable/

/** What Node says of a body whose sender went away, and busboy of one that ends early or has no boundary. */
const brokenForm =
  /^aborted$|[Uu]nexpected end of multipart data|^Multipart: Boundary not found|^Malformed part header/

function describe(error: Error & Partial<FastifyError>): Omit<Problem, 'type' | 'title' | 'request_id'> {
  if (error instanceof AppError) {
    const { errors, params, message } = error.details
    return { status: statusOf[error.kind], code: error.code, detail: message ?? error.code, errors, params }
  }
  if (error.validation) {
    const errors = fromValidation(error as FastifyError)
    const detail = errors.map((e) => `${e.pointer}: ${e.message}`).join('; ')
    return { status: 422, code: 'input.invalid', detail, errors }
  }
  if (brokenForm.test(error.message)) {
    return {
      status: 400,
      code: 'request.unreadable',
      detail: 'What was sent is cut off or damaged. Nothing was stored; send it again.',
    }
  }
  const code = typeof error.code === 'string' ? error.code : ''
  if (error.message.startsWith('timeout exceeded when trying to connect')) {
    return {
      status: 503,
      code: 'database.busy',
      detail: 'All connections to the database are in use. Nothing was changed; try again in a moment.',
    }
  }
  // A socket that is not there; a file that is not there is a mistake of ours.
  const socketGone = code === 'ENOENT' && interruptionOf(error) === 'away'
  if (socketGone || awayCodes.test(code) || awayWords.test(error.message)) {
    return {
      status: 503,
      code: 'database.away',
      detail: 'The database cannot be reached. Nothing was changed; try again in a moment.',
    }
  }
  if (code === '57014') {
    return {
      status: 503,
      code: 'query.too_slow',
      detail:
        'This took longer than STATEMENT_TIMEOUT_MS allows and was stopped. Nothing was changed; narrow the filter and try again.',
    }
  }
  if (code === '40001' || code === '40P01' || code === '55P03') {
    return {
      status: 503,
      code: 'write.busy',
      detail: 'Somebody else was changing the same records. Nothing was changed; try again.',
    }
  }
  // A NUL byte or a lone surrogate: PostgreSQL keeps text that Unicode allows.
  if (code === '22021' || code === '22P05') {
    return {
      status: 422,
      code: 'input.invalid',
      detail: 'The input holds a character that cannot be stored (such as NUL). Remove it and try again.',
    }
  }
  if (interruptionOf(error) === 'full') {
    return {
      status: 503,
      code: 'disk.full',
      detail: 'The disk of the server is full. Nothing was changed. Make room; work resumes by itself.',
    }
  }
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return { status: error.statusCode, code: codeOfStatus(error.statusCode), detail: error.message }
  }
  return {
    status: 500,
    code: 'internal',
    detail: 'Something went wrong on our side. Nothing was changed. The request id finds it in the log.',
  }
}

const codeOfStatus = (status: number) =>
  ({ 404: 'route.missing', 413: 'body.too_large', 415: 'media_type.unknown', 429: 'rate.limited' })[status] ??
  'request.unreadable'

export function sendProblem(
  error: Error & Partial<FastifyError>,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const described = describe(error)
  // What is away is told once by whoever watches it; here a stack for each request would only fill the disk.
  if (described.status === 503) request.log.warn({ problem: described.code }, 'request refused')
  else if (described.status >= 500) request.log.error({ err: error }, 'request failed')
  if (described.status === 503 || described.status === 429) {
    reply.header('retry-after', String(described.params?.['retry_after'] ?? 1))
  }
  reply.problemCode = described.code
  const problem: Problem = {
    type: `/api/docs/problems#${described.code}`,
    title: titles[described.status] ?? 'The request failed',
    ...described,
    request_id: request.id,
  }
  return reply.code(described.status).type('application/problem+json; charset=utf-8').send(problem)
}

const unreadable: Record<string, { status: number; code: string; detail: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'request.too_slow',
    detail: 'The request took too long to arrive. Nothing was changed; send it again.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'headers.too_large',
    detail: 'The headers and the address of the request are too long. Ask for less at once.',
  },
}

/** Answers what is not HTTP, or too much of it, before there is a request that Fastify knows. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const { status, code, detail } = unreadable[error.code ?? ''] ?? {
    status: 400,
    code: 'request.unreadable',
    detail: 'This is not a request that can be read.',
  }
  const title = titles[status]!
  const problem: Problem = {
    type: `/api/docs/problems#${code}`,
    title,
    status,
    detail,
    code,
    request_id: uuidv7(),
  }
  const body = JSON.stringify(problem)
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  }
  socket.destroy()
}
