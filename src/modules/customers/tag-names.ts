import { uuidv7 } from 'uuidv7'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { tagKey } from './validation-lists.ts'

export type Tag = { id: string; name: string }

/** In the order in which reads give them: by folded name. */
export const sortByName = (tags: Tag[]): Tag[] =>
  tags.sort((a, b) => (tagKey(a.name) < tagKey(b.name) ? -1 : 1))

const findTags = (ctx: Ctx, keys: readonly string[]) =>
  ctx.rows<Tag & { name_key: string }>(
    'SELECT id, name, name_key FROM tags WHERE workspace_id = $1 AND name_key = ANY ($2)',
    [ctx.workspaceId, keys],
  )

/** The tags of some names, by folded name. Names that are new become tags. */
export async function ensureTags(ctx: Ctx, names: readonly string[]): Promise<Map<string, Tag>> {
  const wanted = new Map(names.map((name) => [tagKey(name), name]))
  if (wanted.size === 0) return new Map()
  let found = await findTags(ctx, [...wanted.keys()])
  if (found.length < wanted.size) {
    const known = new Set(found.map((tag) => tag.name_key))
    const fresh = [...wanted].filter(([key]) => !known.has(key)).sort(([a], [b]) => (a < b ? -1 : 1))
    await insertRows(
      ctx,
      'tags',
      { workspace_id: 'uuid', id: 'uuid', name: 'text', name_key: 'text', created_at: 'timestamptz' },
      fresh.map(([name_key, name]) => ({
        workspace_id: ctx.workspaceId,
        id: uuidv7(),
        name,
        name_key,
        created_at: ctx.now,
      })),
      'ON CONFLICT DO NOTHING',
    )
    // Read again: somebody else may have made some of them at the same moment.
    found = await findTags(ctx, [...wanted.keys()])
  }
  return new Map(found.map(({ name_key, ...tag }) => [name_key, tag]))
}
