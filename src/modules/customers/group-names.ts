import { uuidv7 } from 'uuidv7'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { tagKey } from './validation-lists.ts'

const columns = { workspace_id: 'uuid', id: 'uuid', name: 'text', created_at: 'timestamptz' }

const findGroups = (ctx: Ctx) =>
  ctx.rows<{ id: string; name: string }>(
    'SELECT id, name FROM customer_groups WHERE workspace_id = $1 ORDER BY created_at DESC, id DESC',
    [ctx.workspaceId],
  )

/** The groups of some names, by `tagKey` of the name. Names that are new become groups. */
export async function ensureGroups(ctx: Ctx, names: readonly string[]): Promise<Map<string, string>> {
  const wanted = new Map(names.map((name) => [tagKey(name), name]))
  const known = async () => new Map((await findGroups(ctx)).map(({ id, name }) => [tagKey(name), id]))
  if (wanted.size === 0) return new Map()
  const found = await known()
  const fresh = [...wanted].filter(([key]) => !found.has(key))
  if (fresh.length === 0) return found
  await insertRows(
    ctx,
    'customer_groups',
    columns,
    fresh.map(([, name]) => ({ workspace_id: ctx.workspaceId, id: uuidv7(), name, created_at: ctx.now })),
    'ON CONFLICT DO NOTHING',
  )
  return known()
}
