import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { cookieName } from './cookies.ts'
import type { Engine } from './engine.ts'

/** The header by which the engine is told the address of who signs in; set here, never taken from a request. */
export const addressHeader = 'x-regulars-address'

const engines = new WeakMap<App, Promise<Engine>>()

/** Loaded when somebody signs in first: it is large, and programs with API keys never need it. */
function engineOf(app: App): Promise<Engine> {
  const engine = engines.get(app) ?? import('./engine.ts').then(({ makeEngine }) => makeEngine(app))
  engines.set(app, engine)
  return engine
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }

/** The request's cookies but for one. */
const cookiesWithout = (cookies: string, name: string): string =>
  cookies
    .split(/;\s*/)
    .filter((pair) => !pair.startsWith(`${name}=`))
    .join('; ')

/** What the engine said no to: its own code, such as INVALID_CODE. */
export class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.name = 'Refused'
    this.code = code
  }
}

/** Calls the engine for a request and passes its cookies on; cookies made earlier in this request count too. */
async function call<T>(
  app: App,
  { request, reply }: Exchange,
  ask: (engine: Engine, headers: Headers) => Promise<{ headers: Headers; response: T }>,
): Promise<T> {
  const headers = new Headers({ [addressHeader]: request.ip })
  const agent = request.headers['user-agent']
  if (agent) headers.set('user-agent', agent.slice(0, 300))
  if (request.headers.cookie) headers.set('cookie', request.headers.cookie)
  try {
    const answer = await ask(await engineOf(app), headers)
    for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie)
    return answer.response
  } catch (error) {
    const { body, name } = error as { body?: { code?: string }; name?: string }
    if (name === 'APIError') throw new Refused(body?.code ?? 'REFUSED')
    throw error
  }
}

/** Who is signed in now; `null` when a second factor must follow. */
export type SignedIn = { accountId: string; token: string } | null

/** @throws Refused when address and password do not fit; it takes as long when there is no such account. */
export async function signInWithPassword(
  app: App,
  exchange: Exchange,
  body: { email: string; password: string; rememberMe: boolean },
): Promise<SignedIn> {
  const result = await call(app, exchange, (engine, headers) =>
    engine.api.signInEmail({ body, headers, returnHeaders: true }),
  )
  if (!result || !('user' in result) || !result.user || !result.token) return null
  return { accountId: result.user.id, token: result.token }
}

/** Finishes a sign-in that waits for its second factor. @throws Refused */
export async function signInWithCode(
  app: App,
  exchange: Exchange,
  { code, recovery, trustDevice }: { code: string; recovery: boolean; trustDevice: boolean },
): Promise<{ accountId: string; token: string }> {
  const result = await call(app, exchange, (engine, headers) => {
    // With a session the engine would check the code for that one, and count no attempts.
    headers.set(
      'cookie',
      cookiesWithout(headers.get('cookie') ?? '', cookieName(app.settings, 'session_token')),
    )
    const asked = { body: { code, trustDevice }, headers, returnHeaders: true } as const
    return recovery ? engine.api.verifyBackupCode(asked) : engine.api.verifyTOTP(asked)
  })
  return { accountId: result.user.id, token: result.token! }
}

export async function signOut(app: App, exchange: Exchange): Promise<void> {
  await call(app, exchange, (engine, headers) => engine.api.signOut({ headers, returnHeaders: true }))
}

/** Begins with a second factor, which counts only once a first code confirmed it. @throws Refused */
export async function beginSecondFactor(app: App, exchange: Exchange, password: string) {
  const result = await call(app, exchange, (engine, headers) =>
    engine.api.enableTwoFactor({ body: { password, method: 'totp' }, headers, returnHeaders: true }),
  )
  if (result.method !== 'totp') throw new Refused('TOTP_NOT_CONFIGURED')
  return { uri: result.totpURI, recoveryCodes: result.backupCodes }
}

export async function confirmSecondFactor(app: App, exchange: Exchange, code: string): Promise<void> {
  await call(app, exchange, (engine, headers) =>
    engine.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }),
  )
}

export async function endSecondFactor(app: App, exchange: Exchange, password: string): Promise<void> {
  await call(app, exchange, (engine, headers) =>
    engine.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  )
}
