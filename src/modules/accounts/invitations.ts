import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import { systemPrincipal } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError } from '#platform/errors.ts'
import type { Exchange, PublicCtx } from '#platform/http/routes.ts'
import { createAccount, findAccount, readPasswordHash } from '#platform/sessions/accounts.ts'
import { hashPassword, verifyPassword } from '#platform/sessions/passwords.ts'
import { demandHolds } from './access.ts'
import { inInstallation } from './installation.ts'
import { invitationText } from './mail-texts.ts'
import { demandStrong } from './password.ts'
import { attempt, attemptOf, signIn } from './session.ts'
import { addStaff, demandMayGive, type NewStaff } from './staff.ts'
import { findMembership, readStaffMember, type StaffMember } from './staff-queries.ts'
import { findToken, keepToken, newToken, spendToken, tokenInvalid } from './tokens.ts'
import { enterWorkspace, findWorkspace } from './workspaces.ts'

const days = 7

/** Invites somebody by mail, as a member of staff who cannot do anything until they accept. */
export async function invite(ctx: Ctx, about: Omit<NewStaff, 'status'>): Promise<StaffMember> {
  await demandMayGive(ctx, about.group_ids)
  const id = await addStaff(ctx, { ...about, status: 'invited' })
  await mailInvitation(ctx, id)
  return readStaffMember(ctx, id)
}

/** Sends the invitation again; the link sent before stops working. */
export async function inviteAgain(ctx: Ctx, id: string): Promise<StaffMember> {
  const staff = await findMembership(ctx, id)
  demandHolds(ctx.access, staff.access)
  if (staff.status !== 'invited') {
    throw new AppError('conflict', 'staff.not_invited', { message: 'This person has accepted already.' })
  }
  await mailInvitation(ctx, id)
  return readStaffMember(ctx, id)
}

async function mailInvitation(ctx: Ctx, staffId: string): Promise<void> {
  const token = newToken()
  const staff = await readStaffMember(ctx, staffId)
  const { name: workspace } = await findWorkspace(ctx)
  await ctx.run(
    db
      .deleteFrom('installation.tokens')
      .where('purpose', '=', 'invitation')
      .where('workspace_id', '=', ctx.workspaceId)
      .where('staff_id', '=', staffId),
  )
  await keepToken(ctx, token, {
    purpose: 'invitation',
    workspaceId: ctx.workspaceId,
    staffId,
    now: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + days * 86_400_000),
  })
  const link = `${ctx.app.settings.url}/invitation/${token}`
  const words = invitationText(staff.language, {
    name: staff.name,
    workspace,
    by: ctx.actor.name,
    link,
    days,
  })
  await ctx.app.mail.send(ctx, { to: staff.email, kind: 'invitation', ...words })
}

type Invitation = { workspace_id: string; staff_id: string; workspace: string; email: string; name: string }

async function readInvitation(ctx: PublicCtx, token: string): Promise<Invitation> {
  const { installation } = ctx.app.database
  const { workspace_id, staff_id } = await findToken(installation, 'invitation', token, ctx.now)
  const [found] = await installation.rows<Invitation>(
    `SELECT s.workspace_id, s.id AS staff_id, w.name AS workspace, s.email, s.name
     FROM staff_members s JOIN installation.workspaces w ON w.id = s.workspace_id
     WHERE s.workspace_id = $1 AND s.id = $2 AND s.status = 'invited'`,
    [workspace_id, staff_id],
  )
  if (!found) throw tokenInvalid()
  return found
}

export async function showInvitation(ctx: PublicCtx, token: string) {
  const { workspace, email, name } = await readInvitation(ctx, token)
  const account = await findAccount(ctx.app.database.installation, email)
  return { workspace, email, name, has_account: account !== undefined }
}

/** Accepts: makes the account, or checks the password of the one there is, and signs in. */
export async function acceptInvitation(
  ctx: PublicCtx,
  token: string,
  { name, password }: { name: string; password: string },
  exchange: Exchange,
): Promise<{ second_factor_needed: boolean }> {
  const { app } = ctx
  const invitation = await readInvitation(ctx, token)
  const { email } = invitation
  const account = await findAccount(app.database.installation, email)
  let passwordHash = ''
  if (account) {
    await attempt(app, attemptOf(app, exchange.request, email))
    const kept = await readPasswordHash(app.database.installation, account.id)
    if (!kept || !(await verifyPassword(password, kept))) {
      throw new AppError('unauthenticated', 'sign_in.refused', {
        message: 'This is not the password of your present account.',
      })
    }
  } else {
    await demandStrong(password, { email, name })
    passwordHash = await hashPassword(password)
  }
  await inInstallation(app, systemPrincipal(invitation.workspace_id), ctx.requestId, async (tx) => {
    await spendToken(tx, 'invitation', token, tx.now)
    const accountId = account?.id ?? (await createAccount(tx, { name, email, passwordHash }))
    await tx.run(
      db
        .updateTable('staff_members')
        .set((eb) => ({ status: 'active', name, version: eb('version', '+', 1) }))
        .where('workspace_id', '=', tx.workspaceId)
        .where('id', '=', invitation.staff_id),
    )
    await enterWorkspace(tx, accountId, invitation.staff_id)
    const asThem = { ...tx, actor: { kind: 'staff' as const, id: invitation.staff_id, name } }
    const fact = {
      subjectKind: 'staff',
      subjectId: invitation.staff_id,
      payload: { ip: exchange.request.ip },
    }
    await audit(asThem, { action: 'invitations.acceptance.create', ...fact })
  })
  return signIn(ctx, { email, password, remember: true }, exchange)
}
