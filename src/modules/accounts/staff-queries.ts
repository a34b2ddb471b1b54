import type { z } from 'zod'
import type { Access } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { accessOf, type Grants } from './access.ts'
import type { staffMember } from './contract.ts'

export type StaffMember = z.output<typeof staffMember>

type Row = Omit<StaffMember, 'second_factor'>

const select = `
  SELECT s.id, s.name, s.email, s.status, s.language, s.last_seen_at, s.created_at, s.version,
         coalesce((SELECT json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name)
                   FROM staff_security_groups m JOIN security_groups g ON g.workspace_id = m.workspace_id AND g.id = m.group_id
                   WHERE m.workspace_id = s.workspace_id AND m.staff_id = s.id), '[]') AS groups
  FROM staff_members s WHERE s.workspace_id = $1`

/** Which of these have a second factor; that belongs to the account, which lies outside the workspace. */
async function withSecondFactor(ctx: Ctx, rows: Row[]): Promise<StaffMember[]> {
  const protectedBy = await ctx.app.database.installation.rows<{ staff_id: string }>(
    `SELECT m.staff_id FROM installation.memberships m JOIN auth."user" u ON u."id" = m.account_id
     WHERE m.workspace_id = $1 AND m.staff_id = ANY ($2) AND u."twoFactorEnabled"`,
    [ctx.workspaceId, rows.map((row) => row.id)],
  )
  const ids = new Set(protectedBy.map((row) => row.staff_id))
  return rows.map((row) => ({ ...row, second_factor: ids.has(row.id) }))
}

export async function listStaff(ctx: Ctx): Promise<{ items: StaffMember[] }> {
  const rows = await ctx.rows<Row>(`${select} ORDER BY lower(s.name), s.id LIMIT 2000`, [ctx.workspaceId])
  return { items: await withSecondFactor(ctx, rows) }
}

export async function readStaffMember(ctx: Ctx, id: string): Promise<StaffMember> {
  const [row] = await ctx.rows<Row>(`${select} AND s.id = $2`, [ctx.workspaceId, id])
  if (!row) throw missing('staff')
  return (await withSecondFactor(ctx, [row]))[0]!
}

export type Membership = {
  id: string
  name: string
  email: string
  status: StaffMember['status']
  language: string
  version: number
  /** Null until an invitation is accepted. */
  account_id: string | null
  access: Access
}

/** A member of staff to act on, locked until the transaction ends, with their account and rights. */
export async function findMembership(ctx: Ctx, id: string): Promise<Membership> {
  const [row] = await ctx.rows<Omit<Membership, 'account_id' | 'access'> & { groups: Grants[] }>(
    `SELECT s.id, s.name, s.email, s.status, s.language, s.version,
            coalesce((SELECT json_agg(json_build_object('administrator', g.administrator, 'areas', g.areas, 'rights', g.rights, 'hidden_fields', g.hidden_fields))
                      FROM staff_security_groups m JOIN security_groups g ON g.workspace_id = m.workspace_id AND g.id = m.group_id
                      WHERE m.workspace_id = s.workspace_id AND m.staff_id = s.id), '[]') AS groups
     FROM staff_members s WHERE s.workspace_id = $1 AND s.id = $2 FOR UPDATE OF s`,
    [ctx.workspaceId, id],
  )
  if (!row) throw missing('staff')
  const [membership] = await ctx.app.database.installation.rows<{ account_id: string }>(
    'SELECT account_id FROM installation.memberships WHERE workspace_id = $1 AND staff_id = $2',
    [ctx.workspaceId, id],
  )
  const { groups, ...staff } = row
  return { ...staff, account_id: membership?.account_id ?? null, access: accessOf(groups) }
}

/** Active people by name, to assign to or mention; any part of the name finds them. */
export async function listColleagues(ctx: Ctx, q = ''): Promise<{ items: { id: string; name: string }[] }> {
  const items = await ctx.rows<{ id: string; name: string }>(
    `SELECT id, name FROM staff_members
     WHERE workspace_id = $1 AND status = 'active' AND strpos(lower(name), lower($2)) > 0
     ORDER BY lower(name), id LIMIT 200`,
    [ctx.workspaceId, q.trim()],
  )
  return { items }
}
