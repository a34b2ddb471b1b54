import type { FastifyRequest } from 'fastify'
import type { Endpoint, RouteKey } from '#lib/contract.ts'
import type { App } from '../app.ts'
import type { AuditDetail, AuditFact } from '../audit.ts'
import type { Principal } from '../context.ts'
import { AppError } from '../errors.ts'
import { actionOf } from './action-names.ts'

/** What the audit trail says of every call of a route. */
export type AuditedRoute = {
  action: string
  shows: Endpoint['shows']
  get: boolean
  /** What the first id in the path stands for; without one, the first word of the path. */
  subjectKind: string
  /** The name of that id among the parameters. */
  param: string | undefined
}

export function auditedRoute(key: RouteKey, endpoint: Endpoint): AuditedRoute {
  const parts = key.split(' ')[1]!.split('/').slice(1)
  const at = parts.findIndex((part) => part.startsWith(':'))
  return {
    action: actionOf(key, endpoint),
    shows: endpoint.shows,
    get: key.startsWith('GET '),
    subjectKind: at < 0 ? parts[0]! : parts.slice(0, at).join('/'),
    param: at < 0 ? undefined : parts[at]!.slice(1),
  }
}

type Shown = { id?: unknown; customer_id?: unknown; customer?: { id?: unknown } | null; job_id?: unknown }

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const customerOf = (shown: Shown | null | undefined): string | null =>
  text(shown?.customer?.id) ?? text(shown?.customer_id)

/** The ids of the customers in the first list of an answer: of the entries, or of those they belong to. */
function customersIn(answer: unknown): string[] {
  const list = Object.values((answer ?? {}) as Record<string, unknown>).find(Array.isArray) as
    | Shown[]
    | undefined
  const ids = list?.map((entry) => customerOf(entry) ?? text(entry.id)) ?? []
  return [...new Set(ids.filter((id) => id !== null))]
}

/** The names of what was sent, never the values: those stand in the record's history. */
const fieldsOf = (body: unknown): { fields: string[] } | undefined =>
  body && typeof body === 'object' && !Array.isArray(body) ? { fields: Object.keys(body) } : undefined

const basics = ({ action, subjectKind, param }: AuditedRoute, request: FastifyRequest, answer: unknown) => {
  const named = param === undefined ? null : text((request.params as Record<string, unknown>)[param])
  const made = text((answer as Shown)?.id) ?? text((answer as Shown)?.job_id)
  const ofCustomers = subjectKind === 'customers'
  return {
    action,
    subjectKind,
    subjectId: named ?? made,
    customerId: customerOf(answer as Shown) ?? (ofCustomers ? (named ?? text((answer as Shown)?.id)) : null),
    made: named !== null && made !== null && made !== named ? made : null,
  }
}

/** The entry of a write: what was done to what, which fields were sent, and what the verb added. */
export function factOfWrite(
  route: AuditedRoute,
  request: FastifyRequest,
  answer: unknown,
  { payload, ...detail }: AuditDetail,
): AuditFact {
  const { made, ...fact } = basics(route, request, answer)
  const own = { ...fieldsOf(request.body), ...(made && { made }) }
  return { ...fact, ...detail, payload: { ...own, ...payload } }
}

/** What was asked of a list: without how it should look, and of a cursor only that it was a further page. */
function queryOf(request: FastifyRequest): Record<string, unknown> {
  const {
    cursor,
    limit: _l,
    count: _c,
    language: _g,
    ...query
  } = (request.query ?? {}) as Record<string, unknown>
  return cursor === undefined ? query : { ...query, further: true }
}

/** The entry of a look: at one record, or at those that a list showed. */
export function factOfLook(
  route: AuditedRoute,
  request: FastifyRequest,
  answer: unknown,
  { payload, ...detail }: AuditDetail = {},
): AuditFact {
  const asked = route.get ? queryOf(request) : fieldsOf(request.body)
  if (route.shows === 'customers') {
    const customerIds = customersIn(answer)
    const { action, subjectKind } = route
    return {
      action,
      subjectKind,
      customerIds,
      ...detail,
      payload: { ...asked, shown: customerIds.length, ...payload },
    }
  }
  const { made: _, ...fact } = basics(route, request, route.shows === 'customer' ? answer : null)
  const passing = route.shows === 'picture' && { passing: true }
  return { ...fact, ...passing, ...detail, payload: { ...asked, ...payload } }
}

/** Keeps that somebody who is known tried what they may not do. */
export function tellRefusal(
  {
    app,
    route,
    request,
    principal,
  }: { app: App; route: AuditedRoute; request: FastifyRequest; principal: Principal },
  error: unknown,
): void {
  if (!(error instanceof AppError) || error.kind !== 'forbidden') return
  const { made: _, ...fact } = basics(route, request, null)
  const payload = { code: error.code, ...error.details.params, ip: request.ip }
  app.audit.look(principal, request.id, { ...fact, outcome: 'refused', payload })
}
