import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint, RouteKey } from '#lib/contract.ts'
import { demand } from '../access.ts'
import type { App } from '../app.ts'
import { type AuditDetail, audit } from '../audit.ts'
import { type Principal, readContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { isLook } from './action-names.ts'
import { type AuditedRoute, auditedRoute, factOfLook, factOfWrite, tellRefusal } from './audited.ts'
import { type Answered, writeOnce } from './idempotency.ts'
import type { Exchange, Implementation } from './routes.ts'

type RunHandler = (ctx: unknown, input: unknown, http: Exchange) => Promise<unknown>

/** `If-Match: "3"` names version 3; `*` or nothing accepts any (RFC 9110, 13.1.1). */
function ifMatchOf(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match']
  if (header === undefined || header === '*') return undefined
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1]
  if (!version)
    throw new AppError('invalid', 'if_match.invalid', {
      message: 'If-Match: the version of the record in quotes, such as "3".',
    })
  return Number(version)
}

const versionTag = (answer: unknown): Record<string, string> => {
  const version = (answer as { version?: unknown } | null | undefined)?.version
  return typeof version === 'number' ? { etag: `"${version}"` } : {}
}

const statusOf = (endpoint: Endpoint) => endpoint.status ?? (endpoint.response ? 200 : 204)

/** Puts the routes of one contract on the server, each with its permission, input check and transaction. */
export function registerRoutes(
  server: FastifyInstance,
  app: App,
  { contract, handlers }: Implementation,
  { checkAnswers }: { checkAnswers: boolean },
): void {
  for (const [key, endpoint] of Object.entries(contract) as [RouteKey, Endpoint][]) {
    const [method, url] = key.split(' ') as [string, string]
    const handler = handlers[key] as unknown as RunHandler
    const status = statusOf(endpoint)
    const route = auditedRoute(key, endpoint)
    const look = isLook(key, endpoint)
    server.route({
      method: method as 'GET',
      url,
      config: { contractKey: key },
      schema: {
        summary: endpoint.summary,
        ...(endpoint.params && { params: endpoint.params }),
        ...(endpoint.query && { querystring: endpoint.query }),
        ...(endpoint.body && { body: endpoint.body }),
        ...(endpoint.response && !endpoint.produces && { response: { [status]: endpoint.response } }),
      } as never,
      // Before the input is looked at: who may not call learns nothing about its form.
      preValidation: async (request) => admit({ app, endpoint, route, request }),
      ...(look && endpoint.produces && ({ onSend: tellBeforeSending(app, route) } as object)),
      ...(endpoint.upload && ({ onResponse: readToTheEnd } as object)),
      handler: (request, reply) =>
        answer({ app, endpoint, route, look, method, status, handler, request, reply, checkAnswers }),
    })
  }
}

/** What is left of a refused upload is read and dropped: the connection's next request stands behind it. */
async function readToTheEnd({ raw }: FastifyRequest): Promise<void> {
  raw.unpipe()
  raw.resume()
}

type Asked = { app: App; endpoint: Endpoint; route: AuditedRoute; request: FastifyRequest }

function admit({ app, endpoint, route, request }: Asked): void {
  if (endpoint.permission === 'public') return
  const { principal } = request
  if (!principal) {
    throw new AppError('unauthenticated', 'sign_in.needed', {
      message: 'Sign in, or send an API key as "Authorization: Bearer …".',
    })
  }
  try {
    demand(principal.access, endpoint.permission)
  } catch (error) {
    tellRefusal({ app, route, request, principal }, error)
    throw error
  }
}

type Call = Asked & {
  /** It changes nothing. */
  look: boolean
  method: string
  status: number
  handler: RunHandler
  reply: FastifyReply
  checkAnswers: boolean
}
type Input = Pick<FastifyRequest, 'params' | 'query' | 'body'>

async function answer(call: Call): Promise<unknown> {
  const { app, endpoint, route, status, handler, request, reply } = call
  const input: Input = { params: request.params, query: request.query, body: request.body }
  const { principal } = request
  const exchange: Exchange = {
    request,
    reply,
    ifMatch: ifMatchOf(request),
    transaction: async (verb) => {
      const answered = await writeOnce(app, principal!, request, async (ctx, trail) => {
        const result = await verb(ctx)
        return { ...inWords(status, result), fact: factOfWrite(route, request, result, trail) }
      })
      reply.headers(answered.headers)
      return answered.body === null ? (undefined as never) : JSON.parse(answered.body)
    },
  }
  if (endpoint.permission === 'public' || !principal) {
    const result = await handler({ app, now: new Date(), requestId: request.id }, input, exchange)
    return reply.sent ? reply : reply.code(status).send(result)
  }
  try {
    return await answerKnown(call, principal, input, exchange)
  } catch (error) {
    tellRefusal({ app, route, request, principal }, error)
    throw error
  }
}

async function answerKnown(
  call: Call,
  principal: Principal,
  input: Input,
  exchange: Exchange,
): Promise<unknown> {
  const { app, endpoint, route, look, method, status, handler, request, reply } = call
  if (method === 'GET' || endpoint.upload) {
    const trail: AuditDetail = {}
    const ctx = readContext(app, principal, request.id, trail)
    trails.set(request, trail)
    const result = await handler(ctx, input, exchange)
    if (reply.sent || endpoint.produces) return reply
    if (look) tellLook(call, principal, result, trail)
    return reply.code(status).headers(versionTag(result)).send(result)
  }
  const answered = await writeOnce(
    app,
    principal,
    request,
    async (ctx, trail) => {
      const result = keepsContract(call, await handler(ctx, input, exchange))
      if (look) tellLook(call, principal, result, trail)
      const fact = look ? null : factOfWrite(route, request, result, trail)
      return { ...inWords(status, result), fact }
    },
    endpoint,
  )
  reply.code(answered.status).headers(answered.headers)
  if (answered.replayed) reply.header('idempotency-replayed', 'true')
  if (answered.body === null) return reply.send()
  return reply
    .type('application/json; charset=utf-8')
    .serializer((text: unknown) => text as string)
    .send(answered.body)
}

/** Looks are written a moment later, together: telling them costs the answer next to nothing. */
function tellLook(
  { app, route, request }: Pick<Asked, 'app' | 'route' | 'request'>,
  principal: Principal,
  result: unknown,
  trail: AuditDetail,
): void {
  if (route.shows === 'nobody' || route.shows === 'file') return
  app.audit.look(principal, request.id, factOfLook(route, request, result, trail))
}

/** What handlers that answer by themselves add to the entry of their look. */
const trails = new WeakMap<FastifyRequest, AuditDetail>()

/** What answers by itself is sent before its handler ends, so its look is told as the answer begins. */
const tellBeforeSending =
  (app: App, route: AuditedRoute) =>
  async (request: FastifyRequest, reply: FastifyReply, answer: unknown): Promise<void> => {
    const { principal } = request
    if (!principal || reply.statusCode >= 400) return
    const trail = trails.get(request) ?? {}
    if (route.shows !== 'file') return tellLook({ app, route, request }, principal, null, trail)
    try {
      await tellFile({ app, route, request }, principal, trail)
    } catch (error) {
      // What nobody will read must not stay open.
      if (answer instanceof Readable) answer.destroy()
      throw error
    }
  }

/** A file leaves for good, so its entry is durable before the first byte is sent. */
async function tellFile(
  { app, route, request }: Pick<Asked, 'app' | 'route' | 'request'>,
  principal: Principal,
  trail: AuditDetail,
): Promise<void> {
  const fact = factOfLook(route, request, null, trail)
  const ctx = readContext(app, principal, request.id)
  await audit(ctx, { ...fact, payload: { ...fact.payload, ip: request.ip } })
}

/** Where answers are checked (tests), one that breaks its contract fails before it is kept. */
function keepsContract({ checkAnswers, endpoint }: Call, result: unknown): unknown {
  if (checkAnswers) endpoint.response?.parse(result)
  return result
}

const inWords = (status: number, result: unknown): Omit<Answered, 'replayed'> => ({
  status,
  headers: versionTag(result),
  body: result === undefined ? null : JSON.stringify(result),
})
