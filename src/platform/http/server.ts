import qs from 'node:querystring'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { uuidv7 } from 'uuidv7'
import type { App } from '../app.ts'
import type { Principal } from '../context.ts'
import { limits } from '../limits.ts'
import { registerMetrics } from '../operate/metrics-route.ts'
import { limitRequests } from './admission.ts'
import { registerHealth } from './health.ts'
import { readJsonBodies } from './json-body.ts'
import { registerOpenApi } from './openapi.ts'
import { refuseUnreadable, sendProblem } from './problem.ts'
import { registerRoutes } from './register.ts'
import type { Implementation } from './routes.ts'
import { addSecurityHeaders, guardOrigin, securityHeaders } from './security.ts'
import { registerStaffApp } from './staff-app.ts'
import { watchRequests } from './watched-requests.ts'

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null
  }
  interface FastifyReply {
    /** The code of the problem that was answered, if one was. */
    problemCode: string | null
  }
}

export type ServerParts = {
  app: App
  implementations: readonly Implementation[]
  /** Finds who sends the request by API key or session; null when nobody does. */
  authenticate: (request: FastifyRequest) => Promise<Principal | null>
  /** Hold every answer against its contract. For tests and development: it costs time. */
  checkAnswers: boolean
}

/** `a[b]=c` becomes `{ a: { b: 'c' } }`; one level, which is all that the contracts use. */
export function parseQuery(text: string): Record<string, unknown> {
  const flat = qs.parse(text)
  const result: Record<string, unknown> = Object.create(null)
  for (const [name, value] of Object.entries(flat)) {
    const nested = /^([a-z_]+)\[([a-z_]+(?:\.[a-z0-9_]+)?)\]$/.exec(name)
    const text = Array.isArray(value) ? value.join(',') : value
    if (!nested) result[name] = text
    else result[nested[1]!] = { ...(result[nested[1]!] as object | undefined), [nested[2]!]: text }
  }
  return result
}

/** The HTTP server with everything on it, not yet listening. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { app } = parts
  const server = Fastify({
    loggerInstance: app.log,
    // One line per request without its address, which may hold names; see `watchRequests`.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => uuidv7(),
    requestIdHeader: false,
    // An address that cannot be decoded reaches no route and no hook.
    frameworkErrors: (error, request, reply) => {
      addSecurityHeaders(reply, app.settings)
      sendProblem(error, request as FastifyRequest, reply)
    },
    trustProxy: app.settings.trustProxy as boolean | string,
    bodyLimit: limits.body,
    requestTimeout: limits.uploadTime,
    connectionTimeout: limits.stalled,
    keepAliveTimeout: limits.keepAlive,
    http: { maxHeaderSize: limits.headers, headersTimeout: limits.headersTime },
    clientErrorHandler: refuseUnreadable,
    routerOptions: { querystringParser: parseQuery, maxParamLength: 300 },
    forceCloseConnections: 'idle',
    // At a stop, a request on a connection that is still open is answered, and the connection ends with it.
    return503OnClosing: false,
  }).withTypeProvider<ZodTypeProvider>() as unknown as FastifyInstance

  server.setValidatorCompiler(validatorCompiler as never)
  server.setSerializerCompiler(
    parts.checkAnswers ? (serializerCompiler as never) : () => (data) => JSON.stringify(data),
  )
  server.setErrorHandler(sendProblem)
  readJsonBodies(server)
  server.decorateRequest('principal', null)
  server.decorateReply('problemCode', null)
  server.server.maxConnections = app.settings.maxConnections
  watchRequests(server, app)
  limitRequests(server)

  await server.register(cookie)
  await server.register(compress, {
    global: true,
    threshold: 2048,
    encodings: ['gzip', 'identity'],
    zlibOptions: { level: 1 },
  })
  await server.register(multipart, {
    limits: {
      fileSize: app.settings.maxUploadMb * 1024 * 1024,
      files: 1,
      fields: limits.formFields,
      fieldSize: limits.formField,
      fieldNameSize: 100,
      parts: limits.formFields + 1,
      headerPairs: 50,
    },
  })
  securityHeaders(server, app.settings)
  registerHealth(server, app)
  registerMetrics(server, app)

  await server.register(
    async (api) => {
      api.addHook('onRequest', async (request) => {
        request.principal = await parts.authenticate(request)
        guardOrigin(request, app.settings)
      })
      await api.register(rateLimit, {
        // After authentication, so that a person's or a key's limit is its own.
        hook: 'preHandler',
        timeWindow: 60_000,
        max: (request) =>
          request.principal ? app.settings.rateLimitPerMinute : app.settings.anonymousRateLimitPerMinute,
        keyGenerator: (request) =>
          request.principal
            ? `${request.principal.actor.kind}:${request.principal.actor.id}`
            : `ip:${request.ip}`,
      })
      for (const implementation of parts.implementations) registerRoutes(api, app, implementation, parts)
    },
    { prefix: '/api/v1' },
  )
  await registerOpenApi(server, parts.implementations)
  await registerStaffApp(server)

  return server
}
