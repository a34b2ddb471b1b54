import { type Level, levels } from '#capabilities/permissions/levels.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import type { Ctx } from '#platform/context.ts'
import { invalid } from '#platform/errors.ts'
import { accessOf, demandHolds, type Grants } from './access.ts'
import { announceAccess } from './access-changes.ts'

type Group = Grants & { id: string; name: string }

/** The areas that there are: those of the house, and those that this workspace has of its own. */
export const knownAreas = async (ctx: Ctx): Promise<string[]> => [
  ...ctx.app.catalogue.areas,
  ...(await registryOf(ctx.app.events).ownAreas(ctx)),
]

/** Groups of the staff, in a steady order. */
const staffGroups = (ctx: Ctx, lock = ''): Promise<Group[]> =>
  ctx.rows<Group>(
    `SELECT id, name, administrator, areas, rights, hidden_fields FROM security_groups
     WHERE workspace_id = $1 AND audience = 'staff' ORDER BY administrator DESC, lower(name), id LIMIT 500 ${lock}`,
    [ctx.workspaceId],
  )

const levelIn = ({ administrator, areas }: Group, area: string): Level =>
  administrator ? 'full' : (levels.find((level) => level === areas[area]) ?? 'none')

/** How far each security group of the staff goes in some areas, in the order of the areas. */
export async function readAreaLevels(
  ctx: Ctx,
  areas: readonly string[],
): Promise<{ id: string; name: string; administrator: boolean; levels: Level[] }[]> {
  return (await staffGroups(ctx)).map((group) => ({
    id: group.id,
    name: group.name,
    administrator: group.administrator,
    levels: areas.map((area) => levelIn(group, area)),
  }))
}

/**
 * Gives every security group of the staff its level in an area, `none` to those that are not named. It holds with the
 * next request of their members.
 * @throws `group.invalid` for what is no such group, `rights.not_held` where the caller gives or takes more than they hold
 */
export async function setAreaLevels(
  ctx: Ctx,
  area: string,
  wanted: ReadonlyMap<string, Level>,
): Promise<void> {
  const groups = await staffGroups(ctx, 'FOR UPDATE')
  const strangers = [...wanted.keys()].filter((id) => !groups.some((group) => group.id === id))
  if (strangers.length > 0) {
    const message = 'There is no such security group. Choose one from the list.'
    throw invalid('group.invalid', [{ pointer: '/groups', code: 'group.unknown', message }])
  }
  for (const group of groups) {
    const level = wanted.get(group.id) ?? 'none'
    if (group.administrator || levelIn(group, area) === level) continue
    const { [area]: _before, ...rest } = group.areas
    const areas = level === 'none' ? rest : { ...rest, [area]: level }
    demandHolds(ctx.access, accessOf([group]))
    demandHolds(ctx.access, accessOf([{ ...group, areas }]))
    await ctx.rows(
      'UPDATE security_groups SET areas = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2',
      [ctx.workspaceId, group.id, JSON.stringify(areas)],
    )
  }
  announceAccess(ctx)
}

/** Takes an area away that is no more. */
export async function forgetArea(ctx: Ctx, area: string): Promise<void> {
  await ctx.rows(
    'UPDATE security_groups SET areas = areas - $2::text, version = version + 1 WHERE workspace_id = $1 AND areas ? $2::text',
    [ctx.workspaceId, area],
  )
  announceAccess(ctx)
}
