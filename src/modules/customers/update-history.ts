import { type FieldChanges, historyPart } from '#capabilities/history/record.ts'
import type { Ctx } from '#platform/context.ts'
import type { Insert } from '#platform/database/insert-rows.ts'
import { customChanges } from './custom.ts'
import type { Status } from './draft.ts'
import { customerChanged, draftChanges } from './history-values.ts'
import type { StoredRecord } from './queries.ts'
import type { Tag } from './tag-names.ts'
import type { CustomerUpdate } from './update-customers.ts'
import { tagKey } from './validation-lists.ts'

type Group = { id: string; name: string }

/** The groups that some updates lead to; those that customers leave are known with them. */
async function newGroups(ctx: Ctx, updates: readonly CustomerUpdate[]): Promise<Group[]> {
  const ids = new Set(
    updates.flatMap(({ changes, after }) =>
      after.group_id && changes.some(({ field }) => field === 'group_id') ? [after.group_id] : [],
    ),
  )
  if (ids.size === 0) return []
  return ctx.rows<Group>(
    'SELECT id, name FROM customer_groups WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
    [ctx.workspaceId, [...ids]],
  )
}

/** The history of many updates, to be written with their events. `tags` are those that `updateCustomers` gave. */
export async function updateHistory(
  ctx: Ctx,
  updates: readonly (CustomerUpdate & { from: Status })[],
  stored: ReadonlyMap<string, StoredRecord>,
  tags: ReadonlyMap<string, Tag>,
): Promise<Insert> {
  const groups = new Map((await newGroups(ctx, updates)).map((group) => [group.id, group]))
  const custom = await customChanges(ctx, updates)
  const kept = updates.map(({ id, changes, from, status }, i) => {
    const before = stored.get(id)!
    const fields = draftChanges(changes, {
      tagOf: (name) => tags.get(tagKey(name)),
      groupOf: (group) => groups.get(group) ?? before.group ?? undefined,
    })
    const own = { ...fields, ...custom[i] }
    const all: FieldChanges = from === status ? own : { ...own, status: [from, status] }
    return customerChanged(id, before.version + 1, all)
  })
  return historyPart(ctx, kept)
}
