import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app.ts'
import { audit } from '#platform/audit.ts'
import { inTransaction } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import type { Exchange, PublicCtx } from '#platform/http/routes.ts'
import { findAccount, loginName, readPasswordHash, setPasswordHash } from '#platform/sessions/accounts.ts'
import { setSignedCookie, signedCookie } from '#platform/sessions/cookies.ts'
import { shift } from '#platform/sessions/lifetimes.ts'
import { hashPassword, isOutdated } from '#platform/sessions/passwords.ts'
import { principalsOf } from '#platform/sessions/principals.ts'
import { signOut as endOwn, Refused, signInWithCode, signInWithPassword } from '#platform/sessions/sign-in.ts'
import { type Attempt, makeThrottle, type Throttle } from '#platform/sessions/throttle.ts'
import { tellAccount, tellRefused } from './tell-account.ts'

const throttles = new WeakMap<App, Throttle>()

export function throttleOf(app: App): Throttle {
  const throttle = throttles.get(app) ?? makeThrottle()
  throttles.set(app, throttle)
  return throttle
}

/** The action of a sign-in that was finished with a code. */
const secondFactor = 'session.second-factor.create'

const year = 365 * 86_400

/** One answer for an unknown address, a wrong password, and somebody who may not enter any more. */
const refused = () =>
  new AppError('unauthenticated', 'sign_in.refused', {
    message: 'Address and password do not fit. Check both, or ask for a mail to choose a new password.',
  })

/** Counts an attempt and waits as long as it must. @throws AppError sign_in.throttled */
export async function attempt(app: App, about: Attempt): Promise<void> {
  const verdict = throttleOf(app).begin(about)
  if (verdict.refused) {
    throw new AppError('too-many', 'sign_in.throttled', {
      message: `Too many attempts. Wait ${Math.ceil(verdict.retryAfter / 60)} minutes, or choose a new password by mail.`,
      params: { retry_after: verdict.retryAfter },
    })
  }
  if (verdict.delay > 0) await pause(verdict.delay)
}

const deviceProof = (email: string) => createHash('sha256').update(email).digest('base64url').slice(0, 22)

/** The browser's own name, where it signed in to this very account before (OWASP: device cookies). */
function knownDevice(request: FastifyRequest, app: App, email: string): string | null {
  const [proof, nonce] = signedCookie(request, app.settings, 'device')?.split('.') ?? []
  return nonce && proof === deviceProof(email) ? nonce : null
}

export const attemptOf = (app: App, request: FastifyRequest, email: string): Attempt => {
  const account = loginName(email)
  return { account, address: request.ip, device: knownDevice(request, app, account) }
}

type Credentials = { email: string; password: string; remember: boolean }

/** Signs in with address and password, without or up to the second factor. */
export async function signIn(
  { app }: PublicCtx,
  { email, password, remember }: Credentials,
  exchange: Exchange,
): Promise<{ second_factor_needed: boolean }> {
  const about = attemptOf(app, exchange.request, email)
  await attempt(app, about)
  const body = { email: about.account, password, rememberMe: remember }
  const signedIn = await signInWithPassword(app, exchange, body).catch(async (error) => {
    if (!(error instanceof Refused)) throw error
    await tellRefused(app, exchange.request, { email: about.account }, { action: 'session.create' })
    throw refused()
  })
  throttleOf(app).succeeded(about)
  await renewHash(app, about.account, password)
  if (!signedIn) return { second_factor_needed: true }
  await settle(app, exchange, { ...signedIn, remember })
  await tellAccount(app, exchange.request, { id: signedIn.accountId }, { action: 'session.create' })
  return { second_factor_needed: false }
}

/** Finishes a sign-in with a code of the second factor, or a recovery code, which then is used up. */
export async function finishSignIn(
  { app }: PublicCtx,
  { code, recovery, trust_device }: { code: string; recovery: boolean; trust_device: boolean },
  exchange: Exchange,
): Promise<{ second_factor_needed: boolean }> {
  const refuse = () =>
    new AppError('unauthenticated', 'second_factor.refused', {
      message:
        'This code does not fit or was used already. Wait for the next one; after several attempts sign in anew.',
    })
  const remember = signedCookie(exchange.request, app.settings, 'dont_remember') !== 'true'
  const signedIn = await signInWithCode(app, exchange, { code, recovery, trustDevice: trust_device }).catch(
    async (error) => {
      if (!(error instanceof Refused)) throw error
      const waiting = signedCookie(exchange.request, app.settings, 'two_factor') ?? ''
      await tellRefused(app, exchange.request, { waiting }, { action: secondFactor })
      throw refuse()
    },
  )
  if (!recovery && !(await spendCode(app, signedIn.accountId, code))) {
    await endSession(app, exchange, signedIn.token)
    await tellRefused(app, exchange.request, { id: signedIn.accountId }, { action: secondFactor })
    throw refuse()
  }
  await settle(app, exchange, { ...signedIn, remember })
  const fact = { action: secondFactor, payload: { recovery } }
  await tellAccount(app, exchange.request, { id: signedIn.accountId }, fact)
  return { second_factor_needed: false }
}

/** What every new session needs: somewhere to go, its length, the end of the one before, and a known device. */
async function settle(
  app: App,
  exchange: Exchange,
  { accountId, token, remember }: { accountId: string; token: string; remember: boolean },
): Promise<void> {
  const { installation } = app.database
  const [entry] = await installation.rows<{ email: string }>(
    `SELECT u."email" AS email FROM auth."user" u
     JOIN installation.memberships m ON m.account_id = u."id"
     JOIN staff_members s ON s.workspace_id = m.workspace_id AND s.id = m.staff_id AND s.status = 'active'
     WHERE u."id" = $1 LIMIT 1`,
    [accountId],
  )
  if (!entry) {
    await endSession(app, exchange, token)
    throw refused()
  }
  if (!remember) {
    await installation.rows(`UPDATE auth."session" SET "expiresAt" = $2 WHERE "token" = $1`, [
      token,
      new Date(Date.now() + shift * 1000),
    ])
  }
  const before = signedCookie(exchange.request, app.settings, 'session_token')
  if (before) {
    await installation.rows(`DELETE FROM auth."session" WHERE "token" = $1`, [before])
    principalsOf(app).forget('')
  }
  const device = knownDevice(exchange.request, app, entry.email) ?? randomBytes(16).toString('base64url')
  setSignedCookie(exchange.reply, app.settings, {
    name: 'device',
    value: `${deviceProof(entry.email)}.${device}`,
    maxAge: year,
  })
}

/** Takes a session back that must not be; its cookie with it. */
async function endSession(app: App, { reply }: Exchange, token: string): Promise<void> {
  await app.database.installation.rows(`DELETE FROM auth."session" WHERE "token" = $1`, [token])
  void reply.removeHeader('set-cookie')
}

/** A hash made at an earlier cost is made anew while the password is at hand. */
async function renewHash(app: App, email: string, password: string): Promise<void> {
  const { installation } = app.database
  const account = await findAccount(installation, email)
  const kept = account && (await readPasswordHash(installation, account.id))
  if (account && kept && isOutdated(kept))
    await setPasswordHash(installation, account.id, await hashPassword(password))
}

/** A code counts once (RFC 6238, 5.2), although it would fit for a minute and a half. */
async function spendCode(app: App, accountId: string, code: string): Promise<boolean> {
  const now = new Date()
  const used = await app.database.installation.rows(
    `INSERT INTO auth."verification" AS v ("id", "identifier", "value", "expiresAt", "updatedAt") VALUES ($1, $1, '', $2, $3)
     ON CONFLICT ("id") DO UPDATE SET "expiresAt" = $2, "updatedAt" = $3 WHERE v."expiresAt" < $3 RETURNING "id"`,
    [`used-code:${accountId}:${code}`, new Date(now.getTime() + 120_000), now],
  )
  return used.length === 1
}

export async function signOut({ app }: PublicCtx, exchange: Exchange): Promise<undefined> {
  const { principal, id, ip } = exchange.request
  await endOwn(app, exchange)
  if (principal?.sessionId) {
    const fact = { action: 'session.delete', payload: { ip } }
    await inTransaction(app, principal, id, (ctx) => audit(ctx, fact))
  }
  principalsOf(app).forget('')
}
