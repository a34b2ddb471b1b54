import type { z } from 'zod'
import { definitionsChanged } from '#capabilities/custom-fields/definitions.ts'
import { readAreaLevels, setAreaLevels } from '#modules/accounts/area-levels.ts'
import type { Ctx } from '#platform/context.ts'
import type { AccessInput, typeAccess } from './shapes.ts'
import { area, kindOf } from './type-access.ts'
import { findType } from './type-queries.ts'

type TypeGrants = z.output<typeof typeAccess>

/** Which security groups may go how far with the records of a type. */
export async function readGrants(ctx: Ctx, name: string): Promise<TypeGrants> {
  const type = await findType(ctx, name)
  const groups = await readAreaLevels(ctx, [area, kindOf(type)])
  return {
    restricted: type.restricted,
    groups: groups.map(({ id, name: group, administrator, levels: [whole, own] }) => ({
      id,
      name: group,
      administrator,
      area: whole!,
      level: own!,
    })),
  }
}

/** Opens a type to everyone who may see records, or to some security groups only. It holds with their next request. */
export async function setGrants(
  ctx: Ctx,
  name: string,
  { restricted, groups }: AccessInput,
): Promise<TypeGrants> {
  const type = await findType(ctx, name, 'FOR UPDATE')
  await setAreaLevels(ctx, kindOf(type), new Map(groups.map(({ id, level }) => [id, level])))
  await ctx.rows(
    'UPDATE custom_record_types SET restricted = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, type.id, restricted],
  )
  // What `full` means for its fields depends on it.
  definitionsChanged(ctx)
  return readGrants(ctx, type.id)
}
