import { recordChanges } from '#capabilities/history/record.ts'
import { endOf } from '#capabilities/search/sql.ts'
import { collapse } from '#lib/text.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, missing } from '#platform/errors.ts'
import { customerChanged } from './history-values.ts'
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
  const target = await findTag(ctx, into)
  const given = await ctx.rows<Holder>(
    `INSERT INTO customer_tags (workspace_id, customer_id, tag_id)
     SELECT workspace_id, customer_id, $3 FROM customer_tags WHERE workspace_id = $1 AND tag_id = $2
     ON CONFLICT DO NOTHING RETURNING customer_id`,
    [ctx.workspaceId, id, into],
  )
  await takeOff(ctx, await findTag(ctx, id), { tag: target, customers: given })
  return target
}

type Holder = { customer_id: string }

/** Forgets a tag, and says of each customer who had it that it went, and what came instead. */
async function takeOff(
  ctx: Ctx,
  tag: Tag,
  instead?: { tag: Tag; customers: readonly Holder[] },
): Promise<void> {
  const had = await ctx.rows<Holder>(
    'DELETE FROM customer_tags WHERE workspace_id = $1 AND tag_id = $2 RETURNING customer_id',
    [ctx.workspaceId, tag.id],
  )
  await ctx.rows('DELETE FROM tags WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, tag.id])
  const given = new Set(instead?.customers.map(({ customer_id }) => customer_id))
  await recordChanges(
    ctx,
    had.map(({ customer_id }) =>
      customerChanged(customer_id, null, { tags: [[tag], given.has(customer_id) ? [instead!.tag] : []] }),
    ),
  )
}

/** Takes the tag off every customer, and forgets it. */
export async function deleteTag(ctx: Ctx, id: string): Promise<undefined> {
  await takeOff(ctx, await findTag(ctx, id))
  return undefined
}
