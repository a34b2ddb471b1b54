import { levels } from '#capabilities/permissions/levels.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import type { Exchange } from '#platform/http/routes.ts'
import { readAccount } from '#platform/sessions/accounts.ts'
import { cookieName, isSecure } from '#platform/sessions/cookies.ts'
import { readStaffAccess } from './access.ts'
import { announceAccess } from './access-changes.ts'
import { accountOf } from './account.ts'
import { workspaceCookie } from './authenticate.ts'
import type { Me } from './contract.ts'
import { findWorkspace, workspacesOf } from './workspaces.ts'

type Person = Me['staff']

/** An administrator holds everything there is; it is spelled out, so that a client need not know why. */
function everyPermission(ctx: Ctx): string[] {
  const { areas, rights } = ctx.app.catalogue
  return [...areas.flatMap((area) => levels.slice(1).map((level) => `${area}.${level}`)), ...rights]
}

async function readPerson(ctx: Ctx): Promise<Person> {
  const program = {
    id: ctx.actor.id!,
    name: ctx.actor.name,
    email: '',
    language: ctx.language,
    preferences: {},
  }
  if (ctx.actor.kind !== 'staff') return program
  const [person] = await ctx.rows<Person>(
    'SELECT id, name, email, language, preferences FROM staff_members WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, ctx.actor.id],
  )
  if (!person) throw missing('staff')
  return person
}

/** Who asks, where, and what they may do. A program with an API key gets the key's name and rights. */
export async function readMe(ctx: Ctx): Promise<Me> {
  const { app, accountId, access } = ctx
  const [staff, workspace, workspaces, account] = await Promise.all([
    readPerson(ctx),
    findWorkspace(ctx),
    accountId ? workspacesOf(app, accountId) : null,
    accountId ? readAccount(app.database.installation, accountId) : undefined,
  ])
  const { id, name, slug } = workspace
  return {
    staff,
    workspace,
    workspaces: workspaces ?? [{ id, name, slug }],
    administrator: access.administrator,
    permissions: (access.administrator ? everyPermission(ctx) : [...access.permissions]).sort(),
    hidden_fields: [...access.hiddenFields].sort(),
    second_factor: account?.two_factor ?? false,
  }
}

type Change = { name?: string; language?: string; preferences?: Record<string, unknown> }

/** Changes what is one's own. Preferences are merged into the present ones; null removes one. */
export async function changeMe(ctx: Ctx, { name, language, preferences }: Change): Promise<Me> {
  await accountOf(ctx)
  await ctx.rows(
    `UPDATE staff_members SET name = coalesce($3, name), language = coalesce($4, language),
            preferences = jsonb_strip_nulls(preferences || $5::jsonb), version = version + 1
     WHERE workspace_id = $1 AND id = $2`,
    [ctx.workspaceId, ctx.actor.id, name ?? null, language ?? null, JSON.stringify(preferences ?? {})],
  )
  announceAccess(ctx)
  return readMe(ctx)
}

const year = 365 * 86_400

/** Goes to another workspace of one's own; this browser stays there until it goes elsewhere. */
export async function goToWorkspace(ctx: Ctx, workspaceId: string, { reply }: Exchange): Promise<Me> {
  const account = await accountOf(ctx)
  const { app } = ctx
  const [membership] = await app.database.installation.rows<{ staff_id: string }>(
    'SELECT staff_id FROM installation.memberships WHERE account_id = $1 AND workspace_id = $2',
    [account.id, workspaceId],
  )
  const reader = app.database.reader(workspaceId)
  const staff = membership && (await readStaffAccess(reader, workspaceId, membership.staff_id))
  if (!membership || staff?.status !== 'active') throw missing('workspace')
  void reply.setCookie(cookieName(app.settings, workspaceCookie), workspaceId, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(app.settings),
    path: '/',
    maxAge: year,
  })
  const actor = { kind: 'staff' as const, id: membership.staff_id, name: staff.name }
  return readMe({ ...ctx, ...reader, workspaceId, actor, access: staff.access, language: staff.language })
}
