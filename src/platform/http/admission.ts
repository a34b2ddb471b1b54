import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { limits } from '../limits.ts'

/** @throws AppError when the query of the address is longer, or has more parts, than any honest one */
export function checkQuery(url: string): void {
  const begin = url.indexOf('?')
  if (begin < 0) return
  const length = url.length - begin - 1
  if (length > limits.query) {
    throw new AppError('invalid', 'query.too_long', {
      message: `The query of the address has ${length} characters; ${limits.query} are allowed. Ask for less at once.`,
      params: { limit: limits.query },
    })
  }
  // Each parameter takes two characters at least, so a short query cannot hold too many.
  if (length < limits.queryParameters * 2) return
  const count = url.slice(begin).split('&').length
  if (count > limits.queryParameters) {
    throw new AppError('invalid', 'query.too_many', {
      message: `The query of the address has ${count} parameters; ${limits.queryParameters} are allowed.`,
      params: { limit: limits.queryParameters },
    })
  }
}

const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>()

const hasBody = ({ headers }: FastifyRequest) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/**
 * Holds requests against the limits that Fastify does not know: the query, and the time that a body may take to
 * arrive. Files may take `limits.uploadTime`, which the server itself watches.
 */
export function limitRequests(server: FastifyInstance): void {
  server.addHook('onRequest', async (request) => {
    checkQuery(request.raw.url ?? '')
    if (!hasBody(request) || /^multipart\//i.test(request.headers['content-type'] ?? '')) return
    const end = () => request.raw.complete || request.raw.socket.destroy()
    timers.set(request, setTimeout(end, limits.bodyTime).unref())
  })
  const arrived = async (request: FastifyRequest) => clearTimeout(timers.get(request))
  server.addHook('preValidation', arrived)
  server.addHook('onResponse', arrived)
}
