import type { Ctx } from '#platform/context.ts'
import { addressFields } from './queries.ts'

const address = Object.fromEntries(addressFields.map((field) => [field, 'text']))
export const householdColumns: Readonly<Record<string, string>> = {
  workspace_id: 'uuid',
  id: 'uuid',
  name: 'text',
  ...address,
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  version: 'integer',
}

export const memberColumns = {
  workspace_id: 'uuid',
  id: 'uuid',
  household_id: 'uuid',
  customer_id: 'uuid',
  role: 'text',
  started_on: 'date',
  ended_on: 'date',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  version: 'integer',
}

async function update(
  ctx: Ctx,
  table: 'households' | 'household_members',
  names: readonly string[],
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const given = names.filter((name) => values[name] !== undefined)
  await ctx.rows(
    `UPDATE ${table} SET ${given.map((name, i) => `${name} = $${i + 4}, `).join('')}updated_at = $3, version = version + 1
     WHERE workspace_id = $1 AND id = $2`,
    [ctx.workspaceId, id, ctx.now, ...given.map((name) => values[name])],
  )
}

/** Writes those of the fields that `values` has. */
export const updateHousehold = (ctx: Ctx, id: string, values: Readonly<Record<string, unknown>>) =>
  update(ctx, 'households', ['name', ...addressFields], id, values)

/** Writes those of the fields that `values` has. */
export const updateMember = (ctx: Ctx, id: string, values: Readonly<Record<string, unknown>>) =>
  update(ctx, 'household_members', ['role', 'started_on', 'ended_on'], id, values)

/** Takes members away, and households that then nobody is or was in. */
export async function deleteMembers(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const left = await ctx.rows<{ household_id: string }>(
    'DELETE FROM household_members WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) RETURNING household_id',
    [ctx.workspaceId, ids],
  )
  await ctx.rows(
    `DELETE FROM households h WHERE h.workspace_id = $1 AND h.id = ANY ($2::uuid[]) AND NOT EXISTS (
       SELECT 1 FROM household_members m WHERE m.workspace_id = h.workspace_id AND m.household_id = h.id)`,
    [ctx.workspaceId, left.map(({ household_id }) => household_id)],
  )
}
