import { uuidv7 } from 'uuidv7'
import { addStaff } from '#modules/accounts/staff.ts'
import { ensureTags } from '#modules/customers/tag-names.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { idMaker } from './ids.ts'
import type { Ground } from './rows.ts'
import { type DemoStaff, demoGroups, demoStaff, demoTags } from './world.ts'

/** Icon and discount, in hundredths of a per cent, of the demo's commercial groups. */
const groupLooks: Record<(typeof demoGroups)[number], { icon: string; discount: number }> = {
  Regular: { icon: 'users', discount: 0 },
  Friend: { icon: 'heart', discount: 1000 },
  Business: { icon: 'building', discount: 0 },
  Student: { icon: 'school', discount: 2000 },
  Press: { icon: 'news', discount: 10_000 },
}

/** The security group of each role, by the names that a workspace begins with. */
const roleGroups: Record<DemoStaff['role'], string> = {
  'front desk': 'Front desk',
  finance: 'Bookkeeper',
  events: 'Front desk',
}

/** Makes what the customers of a demo world refer to, where it is not there yet. */
export async function prepareGround(ctx: Ctx, seed: number, until: Date): Promise<Ground> {
  const make = (stream: string) => idMaker(ctx.workspaceId, seed, stream)
  return {
    workspaceId: ctx.workspaceId,
    seed,
    until,
    staff: await ensureStaff(ctx),
    groups: await ensureGroups(ctx),
    tags: await tagIds(ctx),
    ids: { customer: make('customer'), note: make('note'), task: make('task'), timeline: make('timeline') },
  }
}

async function ensureStaff(ctx: Ctx): Promise<string[]> {
  const emails = demoStaff.map(({ email }) => email)
  const there = await ctx.rows<{ id: string; email: string }>(
    'SELECT id, email FROM staff_members WHERE workspace_id = $1 AND email = ANY ($2)',
    [ctx.workspaceId, emails],
  )
  const security = await ctx.rows<{ id: string; name: string }>(
    `SELECT id, name FROM security_groups WHERE workspace_id = $1 AND audience = 'staff'`,
    [ctx.workspaceId],
  )
  const ids: string[] = []
  for (const { name, email, role } of demoStaff) {
    const known = there.find((one) => one.email === email)
    const group_ids = security.filter((group) => group.name === roleGroups[role]).map((group) => group.id)
    ids.push(known?.id ?? (await addStaff(ctx, { name, email, group_ids })))
  }
  return ids
}

async function ensureGroups(ctx: Ctx): Promise<Map<string, string>> {
  const rows = demoGroups.map((name) => ({
    workspace_id: ctx.workspaceId,
    id: uuidv7(),
    name,
    icon: groupLooks[name].icon,
    discount_basis_points: groupLooks[name].discount,
    created_at: ctx.now,
  }))
  const columns = {
    workspace_id: 'uuid',
    id: 'uuid',
    name: 'text',
    icon: 'text',
    discount_basis_points: 'integer',
    created_at: 'timestamptz',
  }
  await insertRows(ctx, 'customer_groups', columns, rows, 'ON CONFLICT DO NOTHING')
  const found = await ctx.rows<{ id: string; name: string }>(
    'SELECT id, name FROM customer_groups WHERE workspace_id = $1 AND name = ANY ($2)',
    [ctx.workspaceId, demoGroups],
  )
  return new Map(found.map(({ id, name }) => [name, id]))
}

/** Demo tags are plain words, so that their folded form is their name. */
async function tagIds(ctx: Ctx): Promise<Map<string, string>> {
  const tags = await ensureTags(ctx, demoTags)
  return new Map([...tags].map(([key, { id }]) => [key, id]))
}
