import { uuidv7 } from 'uuidv7'
import { collapseLines } from '#lib/text.ts'
import { stale } from '#modules/customers/groups.ts'
import type { Ctx } from '#platform/context.ts'
import { type FieldError, invalid } from '#platform/errors.ts'
import {
  type DatedKind,
  insertRow,
  tell,
  updateRow,
  wasAdded,
  wasChanged,
  wasDeleted,
} from './dated-record.ts'
import { findPerson, whyNot } from './individuals.ts'
import { findRole, findRoles } from './role-queries.ts'
import { findRoleType } from './role-types.ts'
import type { Role, RoleChange, RoleInput } from './shapes.ts'
import { type Span, stateOn } from './spans.ts'
import { workspaceToday } from './today.ts'

type Values = Span & { type: { id: string; name: string }; note: string | null; created_at: string }
type Draft = Span & { id: string; customerId: string; typeId: string }

const faults: Record<string, FieldError> = {
  'until.before_start': {
    pointer: '/until_on',
    code: 'until.before_start',
    message: 'The last day lies before the first. Choose a later one.',
  },
  'role.overlaps': {
    pointer: '/from_on',
    code: 'role.overlaps',
    message: 'This person has the role on some of these days already. Choose other days, or change that one.',
  },
  'customer.not_individual': {
    pointer: '/customer_id',
    code: 'customer.not_individual',
    message: 'Only individuals have roles. Choose a person, not an organisation.',
  },
  'customer.not_active': {
    pointer: '/customer_id',
    code: 'customer.not_active',
    message: 'This person is not active. Activate them first, or record a role that is past.',
  },
  'role_type.retired': {
    pointer: '/type_id',
    code: 'role_type.retired',
    message: 'This role is not given any more. Choose another one.',
  },
}
const refuse = (code: string | null) => {
  if (code) throw invalid('role.invalid', [faults[code]!])
}

/** Why a role cannot be had on these days. Whoever asks keeps others from giving the person a role meanwhile. */
async function refusal(
  ctx: Ctx,
  { id, customerId, typeId, from_on, until_on }: Draft,
): Promise<string | null> {
  if (until_on && until_on < from_on) return 'until.before_start'
  const [twice] = await ctx.rows(
    `SELECT 1 FROM customer_roles WHERE workspace_id = $1 AND customer_id = $2 AND type_id = $3 AND id <> $4
       AND (until_on IS NULL OR until_on >= $5::date) AND from_on <= coalesce($6::date, '9999-12-31') LIMIT 1`,
    [ctx.workspaceId, customerId, typeId, id, from_on, until_on],
  )
  return twice ? 'role.overlaps' : null
}

/** Roles of individuals, as history and timeline know them. */
export const roleKind: DatedKind<Role> = {
  name: 'customer_role',
  table: 'customer_roles',
  permissions: { read: 'committees.read', write: 'committees.write', remove: 'committees.full' },
  fields: { type: { columns: ['type_id'] }, from_on: {}, until_on: {}, note: {} },
  find: findRoles,
  values: ({ type, from_on, until_on, note, created_at }): Values => ({
    type,
    from_on,
    until_on,
    note,
    created_at,
  }),
  columns: (values) => {
    const { type, ...rest } = values as Partial<Values>
    return { ...rest, ...(type && { type_id: type.id }) }
  },
  payload: (values) => ({ role: (values as Values).type.name }),
  async refusal(ctx, { id, customerId, values }) {
    const { type, from_on, until_on } = values as Values
    await findPerson(ctx, customerId, 'alone')
    const [there] = await ctx.rows(
      'SELECT 1 FROM role_types WHERE workspace_id = $1 AND id = $2 FOR KEY SHARE',
      [ctx.workspaceId, type.id],
    )
    return there ? refusal(ctx, { id, customerId, typeId: type.id, from_on, until_on }) : 'gone'
  },
}

/** Gives an individual a role. */
export async function giveRole(ctx: Ctx, input: RoleInput): Promise<Role> {
  const { customer_id: customerId, type_id: typeId, from_on, until_on, note } = input
  const past = stateOn({ from_on, until_on }, await workspaceToday(ctx)) === 'past'
  refuse(whyNot(await findPerson(ctx, customerId, 'alone'), past))
  if ((await findRoleType(ctx, typeId, 'share')).retired) refuse('role_type.retired')
  const id = uuidv7()
  refuse(await refusal(ctx, { id, customerId, typeId, from_on, until_on }))
  const columns = { customer_id: customerId, type_id: typeId, from_on, until_on }
  await insertRow(ctx, roleKind.table, { id, ...columns, note: note && collapseLines(note) })
  const role = await findRole(ctx, id)
  await tell(ctx, roleKind, 'added', [{ row: role, change: wasAdded(roleKind, role) }])
  return role
}

/** Changes a role that somebody has; with a last day it ends, and is kept. */
export async function changeRole(
  ctx: Ctx,
  id: string,
  { note, ...days }: RoleChange,
  seen: number | undefined,
): Promise<Role> {
  const { customer } = await findRole(ctx, id)
  await findPerson(ctx, customer.id, 'alone')
  const before = await findRole(ctx, id, 'update')
  if (seen !== undefined && seen !== before.version) throw stale(before)
  const { from_on, until_on, type } = { ...before, ...days }
  refuse(await refusal(ctx, { id, customerId: customer.id, typeId: type.id, from_on, until_on }))
  await updateRow(ctx, roleKind.table, id, {
    ...days,
    ...(note !== undefined && { note: note && collapseLines(note) }),
  })
  const after = await findRole(ctx, id)
  await tell(ctx, roleKind, 'changed', [{ row: after, change: wasChanged(roleKind, before, after) }])
  return after
}

export async function deleteRole(ctx: Ctx, id: string): Promise<undefined> {
  const role = await findRole(ctx, id, 'update')
  await ctx.rows('DELETE FROM customer_roles WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
  await tell(ctx, roleKind, 'deleted', [{ row: role, change: wasDeleted(roleKind, role) }])
  return undefined
}
