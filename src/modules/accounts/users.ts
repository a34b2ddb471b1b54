import { uuidv7 } from 'uuidv7'
import type { App } from '#platform/app.ts'
import { audit } from '#platform/audit.ts'
import { type Ctx, inTransaction, type Principal, systemPrincipal } from '#platform/context.ts'
import { createAccount, findAccount, loginName, setPasswordHash } from '#platform/sessions/accounts.ts'
import { hashPassword } from '#platform/sessions/passwords.ts'
import { readStaffAccess } from './access.ts'
import { announceAccess } from './access-changes.ts'
import { demandAdministratorLeft, holdAdministrators } from './administrators.ts'
import { createApiKey } from './api-keys.ts'
import { inInstallation } from './installation.ts'
import { addStaff } from './staff.ts'
import { enterWorkspace, insertWorkspace } from './workspaces.ts'

// Verbs for whoever operates the installation: no rights are asked, for they could change the database by hand.

export type User = {
  email: string
  /** Needed for somebody new; otherwise the present one stays. */
  password?: string
  name?: string
  administrator: boolean
  /** The security group of somebody who is no administrator. */
  group?: string
  /** The slug of a workspace; the installation's first when it is not given. */
  workspace?: string
}

export type PutUser = { workspaceId: string; staffId: string; accountId: string; created: boolean }

const firstWorkspaceName = 'Regulars'
const usualGroup = 'Front desk'

/** Makes a user who can sign in, or changes the one with this address. Makes the first workspace where there is none. */
export async function putUser(app: App, user: User): Promise<PutUser> {
  const passwordHash = user.password === undefined ? null : await hashPassword(user.password)
  return inInstallation(app, systemPrincipal(uuidv7()), 'put-user', async (fresh) => {
    await fresh.rows('LOCK TABLE installation.workspaces IN SHARE ROW EXCLUSIVE MODE')
    const workspaceId = await chooseWorkspace(fresh, user.workspace)
    const ctx = { ...fresh, workspaceId }
    const account = await putAccount(ctx, user, passwordHash)
    const staffId = await putStaff(ctx, user, account.name)
    await enterWorkspace(ctx, account.id, staffId)
    announceAccess(ctx)
    const payload = { administrator: user.administrator, password: user.password !== undefined }
    await audit(ctx, { action: 'command.user.add', subjectKind: 'staff', subjectId: staffId, payload })
    return { workspaceId, staffId, accountId: account.id, created: account.created }
  })
}

async function chooseWorkspace(ctx: Ctx, slug: string | undefined): Promise<string> {
  const [found] = await ctx.rows<{ id: string }>(
    'SELECT id FROM installation.workspaces WHERE $1::text IS NULL OR slug = $1 ORDER BY created_at, id LIMIT 1',
    [slug ?? null],
  )
  if (found) return found.id
  if (slug !== undefined) throw new Error(`There is no workspace ${slug}. "regulars user list" shows them.`)
  return (await insertWorkspace(ctx, { name: firstWorkspaceName })).id
}

async function putAccount(ctx: Ctx, user: User, passwordHash: string | null) {
  const present = await findAccount(ctx, user.email)
  if (present) {
    if (passwordHash) await setPasswordHash(ctx, present.id, passwordHash)
    return { id: present.id, name: present.name, created: false }
  }
  if (!passwordHash) throw new Error(`${user.email} is new here and needs a password: add --password.`)
  const name = user.name ?? user.email.split('@')[0]!
  return { id: await createAccount(ctx, { name, email: user.email, passwordHash }), name, created: true }
}

async function putStaff(ctx: Ctx, user: User, name: string): Promise<string> {
  const [present] = await ctx.rows<{ id: string }>(
    `UPDATE staff_members SET status = 'active', name = coalesce($3, name), version = version + 1
     WHERE workspace_id = $1 AND email = $2 RETURNING id`,
    [ctx.workspaceId, loginName(user.email), user.name ?? null],
  )
  const groupId = !present || user.administrator || user.group ? await chooseGroup(ctx, user) : null
  if (!present) return addStaff(ctx, { name: user.name ?? name, email: user.email, group_ids: [groupId!] })
  if (groupId) {
    await ctx.rows(
      `INSERT INTO staff_security_groups (workspace_id, staff_id, group_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [ctx.workspaceId, present.id, groupId],
    )
  }
  return present.id
}

async function chooseGroup(ctx: Ctx, { administrator, group = usualGroup }: User): Promise<string> {
  const [found] = await ctx.rows<{ id: string }>(
    `SELECT id FROM security_groups WHERE workspace_id = $1 AND audience = 'staff'
     AND CASE WHEN $2 THEN administrator ELSE lower(name) = lower($3) END ORDER BY created_at, id LIMIT 1`,
    [ctx.workspaceId, administrator, group],
  )
  if (found) return found.id
  throw new Error(`The workspace has no security group ${group}. Name one of its groups with --group.`)
}

/** Who somebody is in their workspace, with their present rights. */
export async function principalOf(app: App, workspaceId: string, staffId: string): Promise<Principal> {
  const staff = await readStaffAccess(app.database.reader(workspaceId), workspaceId, staffId)
  if (!staff) throw new Error('There is no such member of staff.')
  return {
    workspaceId,
    actor: { kind: 'staff', id: staffId, name: staff.name },
    access: staff.access,
    language: staff.language,
    sessionId: null,
    accountId: null,
  }
}

/** Makes an API key with all rights of a user. @returns its secret */
export async function makeKeyFor(app: App, { workspaceId, staffId }: PutUser): Promise<string> {
  const principal = await principalOf(app, workspaceId, staffId)
  const { administrator, permissions } = principal.access
  const scopes = administrator ? ['administrator'] : [...permissions]
  const key = await inTransaction(app, principal, 'user-add', async (ctx) => {
    const made = await createApiKey(ctx, { name: 'Command line', scopes })
    const payload = { scopes: made.scopes }
    await audit(ctx, {
      action: 'command.api-keys.create',
      subjectKind: 'api-keys',
      subjectId: made.id,
      payload,
    })
    return made
  })
  return key.secret
}

export type ListedUser = {
  workspace: string
  workspace_id: string
  staff_id: string
  account_id: string | null
  email: string
  name: string
  status: string
  administrator: boolean
}

/** Everybody in every workspace, or those with one address. */
export async function listUsers(app: App, email?: string): Promise<ListedUser[]> {
  return app.database.installation.rows<ListedUser>(
    `SELECT w.slug AS workspace, w.id AS workspace_id, s.id AS staff_id, m.account_id, s.email, s.name, s.status,
            EXISTS (SELECT 1 FROM staff_security_groups l
                    JOIN security_groups g ON g.workspace_id = l.workspace_id AND g.id = l.group_id AND g.administrator
                    WHERE l.workspace_id = s.workspace_id AND l.staff_id = s.id) AS administrator
     FROM installation.workspaces w
     JOIN staff_members s ON s.workspace_id = w.id
     LEFT JOIN installation.memberships m ON m.workspace_id = s.workspace_id AND m.staff_id = s.id
     WHERE $1::text IS NULL OR s.email = $1
     ORDER BY w.created_at, w.id, lower(s.name), s.id`,
    [email === undefined ? null : loginName(email)],
  )
}

/** Shuts somebody out of a workspace at once. @throws AppError staff.last_administrator */
export async function disableUser(app: App, { workspace_id, staff_id }: ListedUser): Promise<void> {
  await inTransaction(app, systemPrincipal(workspace_id), 'disable-user', async (ctx) => {
    await holdAdministrators(ctx)
    await ctx.rows(
      `UPDATE staff_members SET status = 'disabled', version = version + 1 WHERE workspace_id = $1 AND id = $2`,
      [workspace_id, staff_id],
    )
    await demandAdministratorLeft(ctx)
    await audit(ctx, { action: 'command.user.disable', subjectKind: 'staff', subjectId: staff_id })
    announceAccess(ctx)
  })
}
