import type { FastifyReply } from 'fastify'
import type { Ctx } from '#platform/context.ts'
import { AppError, invalid } from '#platform/errors.ts'
import type { Exchange } from '#platform/http/routes.ts'
import { endSessions, readPasswordHash, renewToken, setPasswordHash } from '#platform/sessions/accounts.ts'
import { setSignedCookie } from '#platform/sessions/cookies.ts'
import { shift } from '#platform/sessions/lifetimes.ts'
import { hashPassword, verifyPassword } from '#platform/sessions/passwords.ts'
import type { Settings } from '#platform/settings.ts'
import { announceAccess } from './access-changes.ts'
import { accountOf } from './account.ts'
import { confirming } from './confirming.ts'

/** Guesses that a password must outlast; below are the common ones, with digits added or letters replaced. */
const leastGuesses = 1e8

type Judge = (password: string, about: string[]) => number
let judge: Promise<Judge> | undefined

/** Forty thousand common passwords take some memory, so they are loaded when somebody chooses one. */
async function loadJudge(): Promise<Judge> {
  const { ZxcvbnFactory } = await import('@zxcvbn-ts/core')
  const { adjacencyGraphs, dictionary } = await import('@zxcvbn-ts/language-common')
  const factory = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  return (password, about) => factory.check(password, about).guesses
}

/** Words of the person that their password must not hold: parts of the address and the name, from four letters. */
function wordsAbout({ email, name }: { email: string; name: string }): string[] {
  const parts = [
    email.split('@')[0]!,
    ...email.split(/[@._+-]/),
    name.replace(/\s+/g, ''),
    ...name.split(/\s+/),
  ]
  return [...new Set(parts.map((part) => part.toLowerCase()))].filter(
    (part) => part.length >= 4 && part !== 'mail',
  )
}

/** Why a password would be too easy to guess (ASVS 5.0, 6.2), or undefined for a good one. */
export async function weakness(
  password: string,
  person: { email: string; name: string },
): Promise<'short' | 'personal' | 'common' | undefined> {
  if ([...password].length < 12) return 'short'
  const about = wordsAbout(person)
  if (about.some((word) => password.toLowerCase().includes(word))) return 'personal'
  judge ??= loadJudge()
  // Beyond the first hundred characters nothing gets weaker, but judging gets slow.
  const guesses = (await judge)(password.slice(0, 100), about)
  return guesses < leastGuesses ? 'common' : undefined
}

const reasons = {
  short: 'Use 12 characters or more.',
  personal: 'Leave out your name and e-mail address.',
  common: 'This one is easy to guess. Several words that do not belong together make a good one.',
}

/** @throws AppError password.weak with the reason and the remedy */
export async function demandStrong(password: string, person: { email: string; name: string }): Promise<void> {
  const reason = await weakness(password, person)
  if (!reason) return
  const { details } = invalid('password.weak', [
    { pointer: '/password', code: `password.${reason}`, message: reasons[reason] },
  ])
  throw new AppError('invalid', 'password.weak', { ...details, params: { reason } })
}

/** Changes one's own password; sessions elsewhere end. */
export async function changePassword(
  ctx: Ctx,
  { current, password }: { current: string; password: string },
  exchange: Exchange,
): Promise<{ done: true }> {
  const account = await accountOf(ctx)
  const { installation } = ctx.app.database
  const kept = await readPasswordHash(installation, account.id)
  await confirming(ctx, account, exchange, async () => {
    if (!kept || !(await verifyPassword(current, kept))) throw passwordWrong('/current')
  })
  await demandStrong(password, account)
  const hash = await hashPassword(password)
  const renewed = await installation.transaction(async (tx) => {
    await setPasswordHash(tx, account.id, hash)
    await endSessions(tx, account.id, ctx.sessionId)
    return ctx.sessionId ? renewToken(tx, ctx.sessionId) : null
  })
  if (renewed) setSessionCookie(ctx.app.settings, exchange.reply, renewed)
  announceAccess(ctx)
  return { done: true }
}

/** The cookie of a session with a new token; it lasts as long as the one before. */
function setSessionCookie(
  settings: Settings,
  reply: FastifyReply,
  { token, created_at, expires_at }: { token: string; created_at: string; expires_at: string },
): void {
  const [begun, ends] = [Date.parse(created_at), Date.parse(expires_at)]
  const lasting = ends - begun > shift * 1000
  const maxAge = Math.ceil((ends - Date.now()) / 1000)
  setSignedCookie(reply, settings, { name: 'session_token', value: token, ...(lasting && { maxAge }) })
}

export const passwordWrong = (pointer: string) =>
  invalid('password.wrong', [
    { pointer, code: 'password.wrong', message: 'This is not your present password.' },
  ])
