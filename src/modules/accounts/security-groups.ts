import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { allFields } from '#capabilities/custom-fields/definitions.ts'
import { hideableName } from '#capabilities/custom-fields/rights.ts'
import type { Access } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError, invalid, missing } from '#platform/errors.ts'
import { accessOf, demandHolds, type Grants } from './access.ts'
import { announceAccess } from './access-changes.ts'
import { demandAdministratorLeft, holdAdministrators } from './administrators.ts'
import { knownAreas } from './area-levels.ts'
import type { securityGroup, securityGroupInput } from './contract.ts'
import { demandVersion } from './versions.ts'

export type SecurityGroup = z.output<typeof securityGroup>
export type SecurityGroupInput = z.output<typeof securityGroupInput>

const select = `
  SELECT g.id, g.name, g.audience, g.administrator, g.areas, g.rights, g.hidden_fields, g.version,
         CASE g.audience
           WHEN 'staff' THEN (SELECT count(*)::int FROM staff_security_groups m WHERE m.workspace_id = g.workspace_id AND m.group_id = g.id)
           ELSE (SELECT count(*)::int FROM customer_security_groups m WHERE m.workspace_id = g.workspace_id AND m.group_id = g.id)
         END AS members
  FROM security_groups g WHERE g.workspace_id = $1`

export async function listSecurityGroups(ctx: Ctx) {
  const items = await ctx.rows<SecurityGroup>(
    `${select} ORDER BY g.audience DESC, g.administrator DESC, lower(g.name), g.id LIMIT 500`,
    [ctx.workspaceId],
  )
  const { areas, rights, hideableFields } = ctx.app.catalogue
  const custom = (await hideableCustomFields(ctx))
    .filter(({ field }) => !field.retired_at)
    .map(({ name, field: { target, label } }) => ({ name, target, label }))
  return {
    items,
    catalogue: {
      areas: [...areas],
      rights: [...rights],
      hideable_fields: [...hideableFields],
      custom_fields: custom,
    },
  }
}

/** Fields of the workspace by the names under which groups hide them, deleted ones too: groups may go on naming them. */
const hideableCustomFields = async (ctx: Ctx) =>
  (await allFields(ctx)).map((field) => ({ name: hideableName(field), field }))

async function findSecurityGroup(ctx: Ctx, id: string): Promise<SecurityGroup> {
  const [group] = await ctx.rows<SecurityGroup>(`${select} AND g.id = $2`, [ctx.workspaceId, id])
  if (!group) throw missing('group')
  return group
}

/** What the groups give together; undefined when one of them is none of the workspace's staff groups. */
export async function readGroupsAccess(ctx: Ctx, ids: readonly string[]): Promise<Access | undefined> {
  const wanted = [...new Set(ids)]
  const groups = await ctx.rows<Grants>(
    `SELECT administrator, areas, rights, hidden_fields FROM security_groups
     WHERE workspace_id = $1 AND id = ANY ($2) AND audience = 'staff'`,
    [ctx.workspaceId, wanted],
  )
  return groups.length === wanted.length ? accessOf(groups) : undefined
}

/** @throws AppError for areas, rights or fields that nothing in the house knows */
async function demandKnown(ctx: Ctx, group: Partial<SecurityGroupInput>): Promise<void> {
  const { rights, hideableFields } = ctx.app.catalogue
  const custom = group.hidden_fields?.length ? await hideableCustomFields(ctx) : []
  const faults = [
    ...unknown(Object.keys(group.areas ?? {}), await knownAreas(ctx), 'areas'),
    ...unknown(group.rights ?? [], rights, 'rights'),
    ...unknown(
      group.hidden_fields ?? [],
      [...hideableFields, ...custom.map(({ name }) => name)],
      'hidden_fields',
    ),
  ]
  if (group.audience === 'customer' && group.administrator) {
    faults.push({
      pointer: '/administrator',
      code: 'group.customer_administrator',
      message: 'A group for customers cannot administer.',
    })
  }
  if (faults.length > 0) throw invalid('group.invalid', faults)
}

const unknown = (given: readonly string[], known: readonly string[], field: string) =>
  given
    .filter((name) => !known.includes(name))
    .map((name) => ({
      pointer: `/${field}`,
      code: 'group.unknown',
      message: `There is no ${name}. Known are: ${known.join(', ')}.`,
    }))

const nameTaken = (error: unknown): unknown =>
  (error as { constraint?: string }).constraint === 'security_groups_name'
    ? new AppError('conflict', 'group.name.taken', {
        message: 'There is a group with this name. Choose another name.',
        errors: [{ pointer: '/name', code: 'group.name.taken', message: 'This name is taken.' }],
      })
    : error

const columns = ({ areas, rights, hidden_fields, ...rest }: Partial<SecurityGroupInput>) => ({
  ...rest,
  ...(areas && { areas: JSON.stringify(areas) }),
  ...(rights && { rights: [...new Set(rights)].sort() }),
  ...(hidden_fields && { hidden_fields: [...new Set(hidden_fields)].sort() }),
})

export async function addSecurityGroup(ctx: Ctx, input: SecurityGroupInput): Promise<SecurityGroup> {
  await demandKnown(ctx, input)
  demandHolds(ctx.access, accessOf([input]))
  const id = uuidv7()
  const { name, ...rest } = input
  const row = { ...columns(rest), name, workspace_id: ctx.workspaceId, id, created_at: ctx.now.toISOString() }
  await ctx.run(db.insertInto('security_groups').values(row)).catch((error) => {
    throw nameTaken(error)
  })
  return findSecurityGroup(ctx, id)
}

/** Changes a group; what its members may do changes with their next request. */
export async function changeSecurityGroup(
  ctx: Ctx,
  id: string,
  change: Partial<SecurityGroupInput>,
  seen: number | undefined,
): Promise<SecurityGroup> {
  await holdAdministrators(ctx)
  await ctx.rows('SELECT 1 FROM security_groups WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [
    ctx.workspaceId,
    id,
  ])
  const before = await findSecurityGroup(ctx, id)
  await demandVersion(before.version, seen, async () => before)
  await demandKnown(ctx, { ...before, ...change })
  demandHolds(ctx.access, accessOf([before]))
  demandHolds(ctx.access, accessOf([{ ...before, ...change }]))
  if (change.audience && change.audience !== before.audience && before.members > 0)
    throw inUse(before.members)
  await ctx
    .run(
      db
        .updateTable('security_groups')
        .set((eb) => ({ ...columns(change), version: eb('version', '+', 1) }))
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', id),
    )
    .catch((error) => {
      throw nameTaken(error)
    })
  await demandAdministratorLeft(ctx)
  announceAccess(ctx)
  return findSecurityGroup(ctx, id)
}

const inUse = (members: number) =>
  new AppError('conflict', 'group.in_use', {
    message: `${members} are in this group. Put them into another one first.`,
    params: { members },
  })

export async function deleteSecurityGroup(ctx: Ctx, id: string): Promise<undefined> {
  await ctx.rows('SELECT 1 FROM security_groups WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [
    ctx.workspaceId,
    id,
  ])
  const group = await findSecurityGroup(ctx, id)
  if (group.members > 0) throw inUse(group.members)
  demandHolds(ctx.access, accessOf([group]))
  await ctx.run(
    db.deleteFrom('security_groups').where('workspace_id', '=', ctx.workspaceId).where('id', '=', id),
  )
}
