import { uuidv7 } from 'uuidv7'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { invalid, missing } from '#platform/errors.ts'
import type { CustomerFilter } from './contract.ts'
import { conditionsOf } from './filter.ts'
import { stale } from './groups.ts'
import { type Count, countCustomers } from './list.ts'
import { orTaken } from './taken-names.ts'

type Stored = { id: string; name: string; filter: CustomerFilter; version: number }
export type Segment = Stored & { count: Count }

const taken = orTaken(
  'segments_name',
  'segment',
  'There is a segment of this name already. Choose another name.',
)
const columns = ['id', 'name', 'filter', 'version'] as const
const unseen: Count = { value: 0, exact: false }

/** A filter on a hidden field is not counted for those who may not see the field. */
const withCount = async (ctx: Ctx, segment: Stored): Promise<Segment> => ({
  ...segment,
  count: await countCustomers(ctx, { filter: segment.filter }).catch((error) => {
    // Or a custom field that was deleted since.
    if (error.code === 'field.hidden' || error.code === 'filter.invalid') return unseen
    throw error
  }),
})

export async function listSegments(ctx: Ctx): Promise<{ items: Segment[] }> {
  const query = db
    .selectFrom('segments')
    .select(columns)
    .where('workspace_id', '=', ctx.workspaceId)
    .orderBy('name')
  const items: Segment[] = []
  for (const segment of (await ctx.all(query)) as unknown as Stored[])
    items.push(await withCount(ctx, segment))
  return { items }
}

async function findSegment(ctx: Ctx, id: string): Promise<Stored> {
  const query = db
    .selectFrom('segments')
    .select(columns)
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forUpdate()
  const found = (await ctx.first(query)) as unknown as Stored | undefined
  if (!found) throw missing('segment')
  return found
}

/** A filter is refused now rather than whenever the segment is used. */
async function demandUsableFilter(ctx: Ctx, filter: CustomerFilter): Promise<void> {
  if (filter.segment) {
    const message = 'A segment cannot be made of another segment. Use its filters instead.'
    throw invalid('segment.nested', [{ pointer: '/filter/segment', code: 'segment.nested', message }])
  }
  await conditionsOf(ctx, { filter })
}

export async function addSegment(
  ctx: Ctx,
  { name, filter }: { name: string; filter: CustomerFilter },
): Promise<Segment> {
  await demandUsableFilter(ctx, filter)
  const id = uuidv7()
  const row = {
    workspace_id: ctx.workspaceId,
    id,
    name,
    filter: JSON.stringify(filter),
    created_at: ctx.now.toISOString(),
  }
  await ctx.run(db.insertInto('segments').values(row)).catch(taken)
  return withCount(ctx, { id, name, filter, version: 1 })
}

export async function changeSegment(
  ctx: Ctx,
  id: string,
  change: { name?: string; filter?: CustomerFilter },
  seen: number | undefined,
): Promise<Segment> {
  const before = await findSegment(ctx, id)
  if (seen !== undefined && seen !== before.version) throw stale(before)
  if (change.filter) await demandUsableFilter(ctx, change.filter)
  const after = { ...before, ...change, version: before.version + 1 }
  const { name, filter, version } = after
  await ctx
    .run(
      db
        .updateTable('segments')
        .set({ name, filter: JSON.stringify(filter), version })
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', id),
    )
    .catch(taken)
  return withCount(ctx, after)
}

export async function deleteSegment(ctx: Ctx, id: string): Promise<undefined> {
  await findSegment(ctx, id)
  await ctx.run(db.deleteFrom('segments').where('workspace_id', '=', ctx.workspaceId).where('id', '=', id))
  return undefined
}
