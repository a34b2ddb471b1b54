import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import type { Span, Tracing } from '../operate/trace.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * The pattern of the route that was asked for. Addresses themselves are neither logged nor counted: they hold ids and
 * what people searched for. Files of the staff app go by one name, and so does everything that is not there.
 */
export function routeOf({ routeOptions }: FastifyRequest): string {
  const { url } = routeOptions
  if (url === undefined) return 'unknown'
  return /^\/(api|health|metrics)\b/.test(url) ? url : 'staff app'
}

const spans = new WeakMap<FastifyRequest, Span>()

/** A span around each request, below the one that its `traceparent` names. */
function traceRequests(server: FastifyInstance, tracing: Tracing): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const route = routeOf(request)
    const span = tracing.begin(`${request.method} ${route}`, {
      kind: 'server',
      attributes: {
        'http.request.method': request.method,
        'http.route': route,
        'regulars.request': request.id,
      },
      parent: request.headers.traceparent as string | undefined,
    })
    spans.set(request, span)
    tracing.run(span, done)
  })
  // A body is read in the connection's own turn; what follows belongs to the request again.
  server.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request)
    if (span) tracing.run(span, done)
    else done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    const { statusCode, problemCode } = reply
    const span = spans.get(request)
    span?.set({
      'http.response.status_code': statusCode,
      ...(problemCode && { 'regulars.problem': problemCode }),
      ...(request.principal && { 'regulars.workspace': request.principal.workspaceId }),
    })
    span?.end(statusCode >= 500 ? new Error(problemCode ?? String(statusCode)) : undefined)
    done()
  })
}

/** Counts and times every request, and writes one line about it to the log when it is answered. */
export function watchRequests(server: FastifyInstance, { metrics, log, tracing }: App): void {
  if (tracing) traceRequests(server, tracing)
  const timers = new Map<string, (seconds: number) => void>()
  const timerOf = (method: string, route: string, status: number) => {
    const statusClass = `${Math.floor(status / 100)}xx`
    const key = `${method} ${statusClass} ${route}`
    const found = timers.get(key)
    if (found) return found
    const labelled = metrics.requests.labels(methods.has(method) ? method : 'OTHER', route, statusClass)
    const timer = (seconds: number) => labelled.observe(seconds)
    timers.set(key, timer)
    return timer
  }
  server.addHook('onRequest', (_request, _reply, done) => {
    metrics.now.requests += 1
    done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    const { method, principal } = request
    const { statusCode: status, elapsedTime } = reply
    const route = routeOf(request)
    metrics.now.requests -= 1
    timerOf(method, route, status)(elapsedTime / 1000)
    if (reply.problemCode) metrics.problems.inc({ code: reply.problemCode })
    log.info(
      {
        requestId: request.id,
        method,
        route,
        status,
        ms: Math.round(elapsedTime),
        ...(reply.problemCode && { problem: reply.problemCode }),
        ...(principal && {
          workspace: principal.workspaceId,
          actor: `${principal.actor.kind}:${principal.actor.id}`,
        }),
      },
      'request',
    )
    done()
  })
}
