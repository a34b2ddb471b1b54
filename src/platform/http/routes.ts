import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer, Contract, Endpoint, Received, RouteKey } from '#lib/contract.ts'
import type { App } from '../app.ts'
import type { Ctx } from '../context.ts'

/** What a route that anybody may call works with. */
export type PublicCtx = { app: App; now: Date; requestId: string }

/** The HTTP side of a call, for the few handlers that need it. */
export type Exchange = {
  request: FastifyRequest
  reply: FastifyReply
  /** The version named in `If-Match`; undefined when the caller named none, and any version will do. */
  ifMatch: number | undefined
  /** For uploads: runs the write in a transaction that also keeps the answer for the `Idempotency-Key`. */
  transaction<T>(verb: (ctx: Ctx) => Promise<T>): Promise<T>
}

type CtxOf<E extends Endpoint> = E['permission'] extends 'public' ? PublicCtx : Ctx
/** A route that produces something other than JSON answers through `reply` and gives nothing back. */
type Result<E extends Endpoint> = E['produces'] extends string | readonly string[] ? unknown : Answer<E>

export type Handler<E extends Endpoint> = (
  ctx: CtxOf<E>,
  input: Received<E>,
  http: Exchange,
) => Promise<Result<E>>

/** Route implementations with their contract. The handlers are typed where they are written, by `implement`. */
export type Implementation = {
  contract: Contract
  handlers: Record<RouteKey, (ctx: never, input: never, http: Exchange) => Promise<unknown>>
}

/** Binds handlers to a contract; a route without handler, or the reverse, does not compile. */
export function implement<C extends Contract>(
  contract: C,
  handlers: { [K in keyof C & RouteKey]: Handler<C[K]> },
): Implementation {
  return { contract, handlers: handlers as unknown as Implementation['handlers'] }
}
