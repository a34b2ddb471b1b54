import { uuidv7 } from 'uuidv7'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError, invalid } from '#platform/errors.ts'
import { loginName } from '#platform/sessions/accounts.ts'
import { demandHolds } from './access.ts'
import { announceAccess } from './access-changes.ts'
import { demandAdministratorLeft, holdAdministrators } from './administrators.ts'
import { readGroupsAccess } from './security-groups.ts'
import { findMembership, readStaffMember, type StaffMember } from './staff-queries.ts'
import { demandVersion } from './versions.ts'

export type NewStaff = {
  name: string
  email: string
  group_ids: readonly string[]
  status?: 'invited' | 'active'
  language?: string
}

/** Adds a member of staff to the workspace of the context; it does not yet let any account in. */
export async function addStaff(ctx: Ctx, about: NewStaff): Promise<string> {
  const id = uuidv7()
  const added = await ctx.run(
    db
      .insertInto('staff_members')
      .values({
        workspace_id: ctx.workspaceId,
        id,
        name: about.name,
        email: loginName(about.email),
        status: about.status ?? 'active',
        language: about.language ?? 'en',
        created_at: ctx.now.toISOString(),
      })
      .onConflict((conflict) => conflict.constraint('staff_members_email').doNothing()),
  )
  if (added === 0) {
    const message = 'Somebody with this address is here already. Change that person instead.'
    throw new AppError('conflict', 'staff.email.taken', {
      message,
      errors: [{ pointer: '/email', code: 'staff.email.taken', message }],
    })
  }
  await putInGroups(ctx, id, about.group_ids)
  return id
}

async function putInGroups(ctx: Ctx, staffId: string, groupIds: readonly string[]): Promise<void> {
  const rows = [...new Set(groupIds)].map((group_id) => ({
    workspace_id: ctx.workspaceId,
    staff_id: staffId,
    group_id,
  }))
  if (rows.length > 0) await ctx.run(db.insertInto('staff_security_groups').values(rows))
}

/** @throws AppError when a group is none of this workspace's staff groups, or gives what the giver does not hold */
export async function demandMayGive(ctx: Ctx, groupIds: readonly string[]): Promise<void> {
  const access = await readGroupsAccess(ctx, groupIds)
  if (!access) {
    throw invalid('staff.invalid', [
      { pointer: '/group_ids', code: 'group.missing', message: 'There is no such security group for staff.' },
    ])
  }
  demandHolds(ctx.access, access)
}

export type StaffChange = { name?: string; group_ids?: readonly string[]; status?: 'active' | 'disabled' }

/** Changes name, groups or status. Who is disabled, or loses a right, notices with the next request. */
export async function changeStaff(
  ctx: Ctx,
  id: string,
  { group_ids, ...change }: StaffChange,
  seen: number | undefined,
): Promise<StaffMember> {
  await holdAdministrators(ctx)
  const before = await findMembership(ctx, id)
  await demandVersion(before.version, seen, () => readStaffMember(ctx, id))
  demandHolds(ctx.access, before.access)
  if (change.status === 'active' && !before.account_id) {
    throw new AppError('conflict', 'staff.not_accepted', {
      message: 'The invitation was not accepted yet. Send it again instead.',
    })
  }
  if (group_ids) {
    await demandMayGive(ctx, group_ids)
    await ctx.run(
      db
        .deleteFrom('staff_security_groups')
        .where('workspace_id', '=', ctx.workspaceId)
        .where('staff_id', '=', id),
    )
    await putInGroups(ctx, id, group_ids)
  }
  await ctx.run(
    db
      .updateTable('staff_members')
      .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id),
  )
  await demandAdministratorLeft(ctx)
  announceAccess(ctx)
  return readStaffMember(ctx, id)
}
