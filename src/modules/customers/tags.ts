import { endOf } from '#capabilities/search/sql.ts'
import { collapse } from '#lib/text.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, missing } from '#platform/errors.ts'
import type { Tag } from './tag-names.ts'
import { orTaken } from './taken-names.ts'
import { tagKey } from './validation-lists.ts'

/** Tags with the number of customers who have them, most used first; `q` completes what is typed. */
export async function listTags(ctx: Ctx, { q, limit }: { q?: string; limit: number }) {
  const start = q ? tagKey(q) : ''
  const items = await ctx.rows<Tag & { customers: number }>(
    `SELECT t.id, t.name,
       (SELECT count(*) FROM customer_tags ct WHERE ct.workspace_id = t.workspace_id AND ct.tag_id = t.id) AS customers
     FROM tags t WHERE t.workspace_id = $1 AND t.name_key >= $2 AND t.name_key < $3
     ORDER BY customers DESC, t.name_key LIMIT $4`,
    [ctx.workspaceId, start, endOf(start), limit],
  )
  return { items }
}

async function findTag(ctx: Ctx, id: string): Promise<Tag> {
  const [tag] = await ctx.rows<Tag>(
    'SELECT id, name FROM tags WHERE workspace_id = $1 AND id = $2 FOR UPDATE',
    [ctx.workspaceId, id],
  )
  if (!tag) throw missing('tag')
  return tag
}

const taken = orTaken('tags_name', 'tag', 'There is a tag of this name already. Merge the two instead.')

export async function renameTag(ctx: Ctx, id: string, name: string): Promise<Tag> {
  await findTag(ctx, id)
  const tidy = collapse(name)
  await ctx
    .rows('UPDATE tags SET name = $3, name_key = $4 WHERE workspace_id = $1 AND id = $2', [
      ctx.workspaceId,
      id,
      tidy,
      tagKey(tidy),
    ])
    .catch(taken)
  return { id, name: tidy }
}

/** Everybody with the tag gets the other one instead; the tag disappears. */
export async function mergeTag(ctx: Ctx, id: string, into: string): Promise<Tag> {
  if (id === into) {
    throw new AppError('invalid', 'tag.merge.self', {
      message: 'A tag cannot be merged into itself. Choose another one.',
    })
  }
  // In one order, so that two merges at once do not wait for each other for ever.
  for (const each of [id, into].sort()) await findTag(ctx, each)
  await ctx.rows(
    `INSERT INTO customer_tags (workspace_id, customer_id, tag_id)
     SELECT workspace_id, customer_id, $3 FROM customer_tags WHERE workspace_id = $1 AND tag_id = $2
     ON CONFLICT DO NOTHING`,
    [ctx.workspaceId, id, into],
  )
  await deleteTag(ctx, id)
  return findTag(ctx, into)
}

/** Takes the tag off every customer, and forgets it. */
export async function deleteTag(ctx: Ctx, id: string): Promise<undefined> {
  await findTag(ctx, id)
  await ctx.rows('DELETE FROM customer_tags WHERE workspace_id = $1 AND tag_id = $2', [ctx.workspaceId, id])
  await ctx.rows('DELETE FROM tags WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
  return undefined
}
