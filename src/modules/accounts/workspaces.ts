import { uuidv7 } from 'uuidv7'
import { fold } from '#lib/text.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, systemPrincipal } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { invalid, missing } from '#platform/errors.ts'
import { announceAccess } from './access-changes.ts'
import { accountOf } from './account.ts'
import { defaultGroups } from './default-groups.ts'
import { inInstallation } from './installation.ts'
import { addStaff, type NewStaff } from './staff.ts'

export type NewWorkspace = {
  name: string
  /** Made from the name when it is not given. */
  slug?: string
  country?: string | null
  language?: string
  time_zone?: string
  currency?: string
}

export type MadeWorkspace = {
  id: string
  name: string
  slug: string
  /** Ids of the first security groups, by name: Administrator, Front desk, Bookkeeper, Read only. */
  groups: Record<string, string>
}

/** Customer numbers begin here, so that they all have the same length for long. */
const firstCustomerNumber = 10_001

/**
 * Makes a workspace with its security groups and, where given, its first member of staff as administrator.
 * @returns the workspace; `staffId` is null when no administrator was given.
 */
export async function createWorkspace(
  app: App,
  about: NewWorkspace & { administrator?: Omit<NewStaff, 'group_ids'> & { accountId?: string } },
): Promise<MadeWorkspace & { staffId: string | null }> {
  const principal = systemPrincipal(uuidv7())
  return inInstallation(app, principal, 'create-workspace', async (ctx) => {
    const workspace = await insertWorkspace(ctx, about)
    if (!about.administrator) return { ...workspace, staffId: null }
    const { accountId, ...staff } = about.administrator
    const staffId = await addStaff(ctx, { ...staff, group_ids: [workspace.groups['Administrator']!] })
    if (accountId) await enterWorkspace(ctx, accountId, staffId)
    return { ...workspace, staffId }
  })
}

/** The rows of a workspace whose id is that of the context, which must be one of the installation. */
export async function insertWorkspace(ctx: Ctx, about: NewWorkspace): Promise<MadeWorkspace> {
  const { workspaceId } = ctx
  const created_at = ctx.now.toISOString()
  const slug = about.slug ?? (await freeSlug(ctx, about.name))
  const { name, country = null, language = 'en', time_zone = 'UTC', currency = 'EUR' } = about
  await ctx.run(
    db
      .insertInto('installation.workspaces')
      .values({ id: workspaceId, name, slug, country, language, time_zone, currency, created_at }),
  )
  await ctx.run(
    db
      .insertInto('number_sequences')
      .values({ workspace_id: workspaceId, name: 'customer', next_number: firstCustomerNumber }),
  )
  const groups = defaultGroups(ctx.app).map((group) => ({ ...group, id: uuidv7() }))
  await ctx.run(
    db.insertInto('security_groups').values(
      groups.map(({ areas, rights, hidden_fields, ...group }) => ({
        workspace_id: workspaceId,
        ...group,
        areas: JSON.stringify(areas),
        rights: [...rights],
        hidden_fields: [...hidden_fields],
        created_at,
      })),
    ),
  )
  return { id: workspaceId, name, slug, groups: Object.fromEntries(groups.map((g) => [g.name, g.id])) }
}

/** Lets an account into the workspace of the context as one of its staff. */
export async function enterWorkspace(ctx: Ctx, accountId: string, staffId: string): Promise<void> {
  await ctx.run(
    db
      .insertInto('installation.memberships')
      .values({ account_id: accountId, workspace_id: ctx.workspaceId, staff_id: staffId })
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'workspace_id']).doUpdateSet({ staff_id: staffId }),
      ),
  )
}

/** The workspace's name in addresses: letters and digits of its name, with a number where that is taken. */
async function freeSlug(ctx: Ctx, name: string): Promise<string> {
  const plain = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  const base = plain.slice(0, 30) || 'workspace'
  const taken = await ctx.rows<{ slug: string }>(
    `SELECT slug FROM installation.workspaces WHERE slug = $1 OR slug LIKE $1 || '-%'`,
    [base],
  )
  const slugs = new Set(taken.map((row) => row.slug))
  if (!slugs.has(base)) return base
  for (let n = 2; ; n++) if (!slugs.has(`${base}-${n}`)) return `${base}-${n}`
}

const settings = ['id', 'name', 'slug', 'country', 'language', 'time_zone', 'currency'] as const

export async function findWorkspace(ctx: Ctx) {
  const query = db.selectFrom('installation.workspaces').select(settings).where('id', '=', ctx.workspaceId)
  const found = await ctx.first(query)
  if (!found) throw missing('workspace')
  return found
}

export type WorkspaceChange = Partial<Omit<NewWorkspace, 'slug'>>

export async function changeWorkspace(ctx: Ctx, change: WorkspaceChange) {
  if (change.time_zone !== undefined) demandTimeZone(change.time_zone)
  if (Object.keys(change).length > 0) {
    await ctx.run(db.updateTable('installation.workspaces').set(change).where('id', '=', ctx.workspaceId))
  }
  return findWorkspace(ctx)
}

/** @throws AppError unless it is a name of the IANA time zone database */
export function demandTimeZone(name: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    throw invalid('workspace.invalid', [
      {
        pointer: '/time_zone',
        code: 'time_zone.unknown',
        message: `There is no time zone ${name}. Give one such as Europe/Amsterdam.`,
      },
    ])
  }
}

/** Adds a workspace with the person who asks as its administrator. */
export async function addOwnWorkspace(ctx: Ctx, { name }: { name: string }) {
  const account = await accountOf(ctx)
  const { language, country, currency, time_zone } = await findWorkspace(ctx)
  const made = await createWorkspace(ctx.app, {
    name,
    language,
    country,
    currency,
    time_zone,
    administrator: {
      name: ctx.actor.name,
      email: account.email,
      language: ctx.language,
      accountId: account.id,
    },
  })
  announceAccess(ctx)
  return { id: made.id, name: made.name, slug: made.slug }
}

/** The workspaces that an account may enter now. */
export async function workspacesOf(
  app: App,
  accountId: string,
): Promise<{ id: string; name: string; slug: string }[]> {
  return app.database.installation.rows(
    `SELECT w.id, w.name, w.slug FROM installation.memberships m
     JOIN installation.workspaces w ON w.id = m.workspace_id
     JOIN staff_members s ON s.workspace_id = m.workspace_id AND s.id = m.staff_id AND s.status = 'active'
     WHERE m.account_id = $1 ORDER BY lower(w.name), w.id LIMIT 200`,
    [accountId],
  )
}
