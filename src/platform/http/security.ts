import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Settings } from '../settings.ts'

/** Nothing is loaded from elsewhere, and no script and no style stands in a page. */
const policyWith = (styles: string) =>
  [
    "default-src 'self'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
const contentPolicy = policyWith("'self'")
/** Of the API's documentation: the library that draws it writes styles into the page. */
const docsPolicy = policyWith("'self' 'unsafe-inline'")

export function securityHeaders(server: FastifyInstance, settings: Settings): void {
  server.addHook('onSend', async (request, reply) => {
    if (/^\/api\/docs(\/|$)/.test(request.url)) reply.header('content-security-policy', docsPolicy)
    addSecurityHeaders(reply, settings)
  })
}

/** Also for the few answers that are given before any hook runs. */
export function addSecurityHeaders(reply: FastifyReply, settings: Settings): void {
  const secure = settings.url.startsWith('https:')
  if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', contentPolicy)
  reply.header('x-content-type-options', 'nosniff')
  reply.header('referrer-policy', 'same-origin')
  reply.header('x-frame-options', 'DENY')
  reply.header('cross-origin-opener-policy', 'same-origin')
  reply.header('cross-origin-resource-policy', 'same-origin')
  reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  if (secure) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that another site makes a browser send. API keys are exempt: a browser never adds them by itself.
 * Fetch metadata decides where the browser sends it, `Origin` otherwise.
 */
export function guardOrigin(request: FastifyRequest, settings: Settings): void {
  if (safeMethods.has(request.method) || request.principal?.actor.kind === 'api-key') return
  const site = request.headers['sec-fetch-site']
  const { origin, host } = request.headers
  const foreign = site
    ? site !== 'same-origin' && site !== 'none'
    : origin !== undefined && !sameOrigin(origin, host, settings.url)
  if (foreign)
    throw new AppError('forbidden', 'origin.foreign', {
      message: 'This request came from another site and was refused.',
    })
}

function sameOrigin(origin: string, host: string | undefined, own: string): boolean {
  try {
    return new URL(origin).host === host || new URL(origin).origin === new URL(own).origin
  } catch {
    return false
  }
}
