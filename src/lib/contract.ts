import type { z } from 'zod'

/** `METHOD /path/:param`, relative to `/api/v1`. It is the route's identity on the server, in the UI and in tests. */
export type RouteKey = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`

/**
 * One HTTP operation as both sides see it.
 *
 * `permission` is a right such as `customers.write`, or `signed-in` (any staff member or key of the
 * workspace), or `public` (nobody needs to be signed in).
 */
export type Endpoint = {
  /** One line for the API documentation. */
  summary: string
  permission: string
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** The body of a 2xx answer. Absent: 204 without a body. */
  response?: z.ZodType
  /** Success status; 200 with a response, 204 without one, unless said otherwise. */
  status?: 200 | 201 | 202 | 204
  /** The request must carry `If-Match` with the version it saw. */
  ifMatch?: true
  /** The body is `multipart/form-data` and the handler reads it as a stream. */
  upload?: true
  /** The answer is a file or an event stream, not an object of ours; its media types. */
  produces?: string | readonly string[]
  /** The answer carries an `ETag`, and is 304 to who has it already. */
  revalidates?: true
  /** The answer holds a secret that is shown once: it is not kept for repeats with the same `Idempotency-Key`. */
  confidential?: true
  /**
   * Whose data a call that changes nothing shows, for the audit trail: that of the `customer` in the path, of the
   * `customers` in the answer, of other `people`, `nobody`'s (then no entry is left), or any of it as a `file`, which
   * is told before its first byte leaves. A `picture` is the customer's in the path, seen in passing. Every GET says
   * it; on a POST it also says that nothing is changed.
   */
  shows?: 'nobody' | 'people' | 'customer' | 'customers' | 'picture' | 'file'
  /** Problem codes the operation may answer with, beyond those every operation has. */
  errors?: readonly string[]
}

export type Contract = { readonly [key: RouteKey]: Endpoint }

/** Keeps the literal types of a contract while checking its form. */
export const contract = <const C extends Contract>(routes: C): C => routes

type Output<T> = T extends z.ZodType ? z.output<T> : undefined
type Input<T> = T extends z.ZodType ? z.input<T> : undefined

/** What a handler receives: parsed and defaulted. */
export type Received<E extends Endpoint> = {
  params: Output<E['params']>
  query: Output<E['query']>
  body: Output<E['body']>
}

/** What a caller sends: before defaults. */
export type Sent<E extends Endpoint> = {
  [K in 'params' | 'query' | 'body' as E[K] extends z.ZodType ? K : never]: Input<E[K]>
}

/** What a caller gets back. */
export type Answer<E extends Endpoint> = E['response'] extends z.ZodType ? z.output<E['response']> : undefined
