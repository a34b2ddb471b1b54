import type { Answer, Endpoint, Sent } from '#lib/contract.ts'
import type { Api } from './contracts.ts'
import { ApiProblem } from './problem.ts'
import { type QueryValue, toQueryString } from './query-string.ts'

export type Route = keyof Api & string
/** Routes that may be asked for again and again. */
export type ReadRoute = Extract<Route, `GET ${string}`>

type EndpointOf<K extends Route> = Api[K] extends Endpoint ? Api[K] : never
// biome-ignore lint/complexity/noBannedTypes: what can be given as `{}` is exactly what can be left out
type Nothing = {}
/** Fields that are all optional need not be given at all. */
type Loose<T> = { [K in keyof T as Nothing extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as Nothing extends T[K] ? K : never]?: T[K]
}
type Version<K extends Route> = EndpointOf<K> extends { ifMatch: true } ? { ifMatch: number } : unknown
type Upload<K extends Route> = EndpointOf<K> extends { upload: true } ? { form: FormData } : unknown
type Extras = { signal?: AbortSignal; idempotencyKey?: string }

export type Args<K extends Route> = Loose<Sent<EndpointOf<K>>> & Version<K> & Upload<K> & Extras
export type Result<K extends Route> = Answer<EndpointOf<K>>

type Given = Extras & {
  params?: Record<string, string>
  query?: Record<string, QueryValue>
  body?: unknown
  form?: FormData
  ifMatch?: number
}

const base = '/api/v1'
let signedOut: () => void = () => {}

/** What happens when the API says that nobody is signed in (any more). */
export const onSignedOut = (then: () => void) => {
  signedOut = then
}

/** The address of a route, for links and downloads. */
export function urlOf<K extends Route>(route: K, args?: Omit<Given, 'body'>): string {
  const path = route
    .slice(route.indexOf(' ') + 1)
    .replace(/:(\w+)/g, (_, name) => encodeURIComponent(args?.params?.[name] ?? ''))
  const query = args?.query ? toQueryString(args.query) : ''
  return base + path + (query && `?${query}`)
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

type ArgsOf<K extends Route> = Nothing extends Args<K> ? [args?: Args<K>] : [args: Args<K>]

/**
 * Calls one operation of the API. Throws `ApiProblem`. Every write carries an `Idempotency-Key`, so it is safe
 * to send it once more, with the same key, when the line breaks before the answer has come.
 */
export async function call<K extends Route>(route: K, ...rest: ArgsOf<K>): Promise<Result<K>> {
  return read<K>(await send(route, rest[0] ?? {}))
}

/** What a write answered, and the id under which `undoOperation` takes it back; null where it left nothing to take back. */
export type Written<K extends Route> = { answer: Result<K>; operation: string | null }

/** Like `call`, for writes that can be taken back. */
export async function write<K extends Route>(route: K, ...rest: ArgsOf<K>): Promise<Written<K>> {
  const response = await send(route, rest[0] ?? {})
  return { answer: await read<K>(response), operation: response.headers.get('operation-id') }
}

const read = async <K extends Route>(response: Response) =>
  (response.status === 204 ? undefined : await response.json()) as Result<K>

async function send(route: Route, given: Given): Promise<Response> {
  const method = route.slice(0, route.indexOf(' '))
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['idempotency-key'] = given.idempotencyKey ?? newKey()
  if (given.ifMatch !== undefined) headers['if-match'] = `"${given.ifMatch}"`
  if (given.body !== undefined) headers['content-type'] = 'application/json'
  const request: RequestInit = {
    method,
    headers,
    credentials: 'same-origin',
    signal: given.signal ?? null,
    body: given.form ?? (given.body === undefined ? null : JSON.stringify(given.body)),
  }
  const url = urlOf(route, given)
  let response: Response
  try {
    response = await fetch(url, request)
  } catch (error) {
    if (given.signal?.aborted) throw error
    await wait(400)
    response = await fetch(url, request).catch((again) => {
      if (given.signal?.aborted) throw again
      throw new ApiProblem({ status: 0, title: 'No answer', code: 'network' })
    })
  }
  if (response.ok) return response
  const problem = await readProblem(response)
  // A refused sign-in is an answer to the form, not the end of a session.
  if (problem.status === 401 && !url.startsWith(`${base}/session`)) signedOut()
  throw problem
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const bare = { status: response.status, title: response.statusText || `HTTP ${response.status}` }
  try {
    return new ApiProblem({ ...bare, ...(await response.json()) })
  } catch {
    return new ApiProblem(bare)
  }
}

// crypto.randomUUID exists on https and localhost only, and an installation may be reached by address in a LAN.
const newKey = () =>
  globalThis.crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
