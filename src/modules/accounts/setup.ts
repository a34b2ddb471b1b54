import { uuidv7 } from 'uuidv7'
import type { App } from '#platform/app.ts'
import { audit } from '#platform/audit.ts'
import { systemPrincipal } from '#platform/context.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { Exchange, PublicCtx } from '#platform/http/routes.ts'
import { createAccount } from '#platform/sessions/accounts.ts'
import { hashPassword } from '#platform/sessions/passwords.ts'
import { inInstallation } from './installation.ts'
import { demandStrong } from './password.ts'
import { signIn } from './session.ts'
import { addStaff } from './staff.ts'
import { findToken, keepToken, newToken, spendToken, tokenInvalid } from './tokens.ts'
import { demandTimeZone, enterWorkspace, insertWorkspace } from './workspaces.ts'

const week = 7 * 86_400_000

async function isNeeded(tx: Queryable): Promise<boolean> {
  const [some] = await tx.rows('SELECT 1 FROM installation.workspaces LIMIT 1')
  return some === undefined
}

export const setupNeeded = async ({ app }: PublicCtx): Promise<{ needed: boolean }> => ({
  needed: await isNeeded(app.database.installation),
})

/** A new link that makes the first account, or null when there is a workspace already. It works once, for a week. */
export async function setupLink(app: App): Promise<string | null> {
  const { installation } = app.database
  if (!(await isNeeded(installation))) return null
  const token = newToken()
  const now = new Date()
  const expiresAt = new Date(now.getTime() + week)
  await keepToken(installation, token, { purpose: 'setup', workspaceId: null, staffId: null, now, expiresAt })
  return `${app.settings.url}/setup?token=${token}`
}

export type Setup = {
  token: string
  workspace_name: string
  name: string
  email: string
  password: string
  language: string
  country: string | null
  time_zone: string
  demo_customers: number
}

/** Makes workspace, administrator and account in one transaction, at most once in an installation; then signs in. */
export async function setUp(
  ctx: PublicCtx,
  { token, email, password, name, ...about }: Setup,
  exchange: Exchange,
): Promise<{ second_factor_needed: boolean }> {
  const { app } = ctx
  await findToken(app.database.installation, 'setup', token, ctx.now)
  demandTimeZone(about.time_zone)
  await demandStrong(password, { email, name })
  const passwordHash = await hashPassword(password)
  await inInstallation(app, systemPrincipal(uuidv7()), ctx.requestId, async (tx) => {
    // Of several links, printed by several starts, one counts: those who use them wait here for each other.
    await tx.rows('LOCK TABLE installation.workspaces IN SHARE ROW EXCLUSIVE MODE')
    if (!(await isNeeded(tx))) throw tokenInvalid()
    await spendToken(tx, 'setup', token, tx.now)
    const { language, country, time_zone } = about
    const { groups } = await insertWorkspace(tx, { name: about.workspace_name, language, country, time_zone })
    const accountId = await createAccount(tx, { name, email, passwordHash })
    const staffId = await addStaff(tx, { name, email, language, group_ids: [groups['Administrator']!] })
    await enterWorkspace(tx, accountId, staffId)
    const asAdministrator = { ...tx, actor: { kind: 'staff' as const, id: staffId, name }, language }
    const fact = {
      subjectKind: 'workspaces',
      subjectId: tx.workspaceId,
      payload: { ip: exchange.request.ip },
    }
    await audit(asAdministrator, { action: 'setup.create', ...fact })
    if (about.demo_customers > 0) {
      await app.jobs.enqueue(asAdministrator, 'demo.load', { customers: about.demo_customers })
    }
  })
  return signIn(ctx, { email, password, remember: true }, exchange)
}
