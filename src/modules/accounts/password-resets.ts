import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, systemPrincipal } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import type { Exchange, PublicCtx } from '#platform/http/routes.ts'
import type { JobHandlers } from '#platform/jobs/jobs.ts'
import {
  type Account,
  endSessions,
  findAccount,
  loginName,
  readAccount,
  setPasswordHash,
} from '#platform/sessions/accounts.ts'
import { hashPassword } from '#platform/sessions/passwords.ts'
import { principalsOf } from '#platform/sessions/principals.ts'
import { demandHolds } from './access.ts'
import { inInstallation } from './installation.ts'
import { passwordResetText } from './mail-texts.ts'
import { demandStrong } from './password.ts'
import { attempt } from './session.ts'
import { findMembership } from './staff-queries.ts'
import { tellAccount } from './tell-account.ts'
import { hashToken, newToken, tokenInvalid } from './tokens.ts'

const hour = 3_600_000
const identifier = (token: string) => `password-reset:${hashToken(token)}`

/**
 * Takes the wish for a reset mail. Whether the account exists is looked up by a job, so that answer and time are
 * the same either way.
 */
export async function requestPasswordReset(
  { app, requestId }: PublicCtx,
  { email }: { email: string },
  { request }: Exchange,
): Promise<{ accepted: true }> {
  const address = loginName(email)
  await attempt(app, { account: `reset ${address}`, address: `reset ${request.ip}`, device: null })
  const first = await firstWorkspace(app)
  if (first) {
    await inTransaction(app, systemPrincipal(first), requestId, (ctx) =>
      app.jobs.enqueue(
        ctx,
        'accounts.password-reset',
        { email: address, ip: request.ip },
        { maxAttempts: 5 },
      ),
    )
  }
  return { accepted: true }
}

async function firstWorkspace(app: App): Promise<string | undefined> {
  const [first] = await app.database.installation.rows<{ id: string }>(
    'SELECT id FROM installation.workspaces ORDER BY created_at, id LIMIT 1',
  )
  return first?.id
}

export const passwordResetJobs = (app: App): JobHandlers => ({
  'accounts.password-reset': async ({ email, ip }) => {
    const account = await findAccount(app.database.installation, String(email))
    if (!account) return
    await mailReset(app, account, { forced: false })
    const fact = { action: 'password-reset-requests.create' }
    await tellAccount(app, { id: 'accounts.password-reset', ip: String(ip) }, { id: account.id }, fact)
  },
})

type Place = { workspace_id: string; language: string; places: number }

/**
 * Mails a link that replaces every earlier one of the account. Administrators can read kept mails, and the account
 * may open several workspaces: then the mail is kept in the installation's first one.
 */
async function mailReset(app: App, account: Account, { forced }: { forced: boolean }): Promise<void> {
  const [place] = await app.database.installation.rows<Place>(
    `SELECT m.workspace_id, s.language, count(*) OVER ()::int AS places FROM installation.memberships m
     JOIN staff_members s ON s.workspace_id = m.workspace_id AND s.id = m.staff_id AND s.status = 'active'
     WHERE m.account_id = $1 ORDER BY s.created_at LIMIT 1`,
    [account.id],
  )
  if (!place) return
  const keptIn = place.places === 1 || app.mail.configured ? place.workspace_id : await firstWorkspace(app)
  if (!keptIn) return
  await inInstallation(app, systemPrincipal(keptIn), 'password-reset', async (ctx) => {
    const token = await keepResetToken(ctx, account.id)
    const link = `${app.settings.url}/reset-password?token=${token}`
    const words = passwordResetText(place.language, { name: account.name, link, forced })
    await app.mail.send(ctx, { to: account.email, kind: 'password-reset', ...words })
  })
}

async function keepResetToken(ctx: Ctx, accountId: string): Promise<string> {
  const token = newToken()
  await ctx.rows(
    `DELETE FROM auth."verification" WHERE "value" = $1 AND "identifier" LIKE 'password-reset:%'`,
    [accountId],
  )
  await ctx.rows(
    `INSERT INTO auth."verification" ("id", "identifier", "value", "expiresAt", "updatedAt") VALUES ($1, $1, $2, $3, $4)`,
    [identifier(token), accountId, new Date(ctx.now.getTime() + hour), ctx.now],
  )
  return token
}

/** Sets the password by a mailed link, once; every session of the account ends. */
export async function resetPassword(
  { app, now }: PublicCtx,
  { token, password }: { token: string; password: string },
  { request }: Exchange,
): Promise<{ done: true }> {
  const { installation } = app.database
  const [found] = await installation.rows<{ account_id: string }>(
    `SELECT "value" AS account_id FROM auth."verification" WHERE "id" = $1 AND "expiresAt" > $2`,
    [identifier(token), now],
  )
  const account = found && (await readAccount(installation, found.account_id))
  if (!account) throw tokenInvalid()
  await demandStrong(password, account)
  const hash = await hashPassword(password)
  await installation.transaction(async (tx) => {
    const used = await tx.rows(
      `DELETE FROM auth."verification" WHERE "id" = $1 AND "expiresAt" > $2 RETURNING "id"`,
      [identifier(token), now],
    )
    if (used.length === 0) throw tokenInvalid()
    await setPasswordHash(tx, account.id, hash)
    await endSessions(tx, account.id)
  })
  principalsOf(app).forget('')
  await tellAccount(app, request, { id: account.id }, { action: 'password-resets.create' })
  return { done: true }
}

/** Makes somebody's present password useless at once, ends their sessions, and mails them a link to choose another. */
export async function forcePasswordReset(ctx: Ctx, staffId: string): Promise<undefined> {
  const staff = await findMembership(ctx, staffId)
  demandHolds(ctx.access, staff.access)
  if (!staff.account_id) {
    throw new AppError('conflict', 'staff.not_accepted', {
      message: 'The invitation was not accepted yet, so there is no password. Send it again instead.',
    })
  }
  await forceReset(ctx.app, staff.account_id)
}

export async function forceReset(app: App, accountId: string): Promise<void> {
  const { installation } = app.database
  const account = await readAccount(installation, accountId)
  if (!account) return
  await installation.transaction(async (tx) => {
    await setPasswordHash(tx, accountId, null)
    await endSessions(tx, accountId)
  })
  await mailReset(app, account, { forced: true })
  principalsOf(app).forget('')
}
