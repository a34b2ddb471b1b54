import type { Ctx } from '#platform/context.ts'

export const relationshipColumns = {
  workspace_id: 'uuid',
  id: 'uuid',
  type_id: 'uuid',
  from_id: 'uuid',
  to_id: 'uuid',
  title: 'text',
  started_on: 'date',
  ended_on: 'date',
  from_manages: 'boolean',
  from_buys: 'boolean',
  to_manages: 'boolean',
  to_buys: 'boolean',
  note: 'text',
  created_by: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  version: 'integer',
}

const changeable = [
  'title',
  'started_on',
  'ended_on',
  'from_manages',
  'from_buys',
  'to_manages',
  'to_buys',
  'note',
] as const

/** Writes those of the fields that `values` has. */
export async function updateRelationship(
  ctx: Ctx,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const names = changeable.filter((name) => values[name] !== undefined)
  await ctx.rows(
    `UPDATE relationships SET ${names.map((name, i) => `${name} = $${i + 4}, `).join('')}updated_at = $3, version = version + 1
     WHERE workspace_id = $1 AND id = $2`,
    [ctx.workspaceId, id, ctx.now, ...names.map((name) => values[name])],
  )
}
