import type { Sql } from '#capabilities/search/sql.ts'
import { type Access, hides } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, invalid } from '#platform/errors.ts'
import type { BulkAction } from './contract.ts'
import { transitions } from './lifecycle-rules.ts'
import { ensureTags, type Tag } from './tag-names.ts'
import { tagKey } from './validation-lists.ts'

/** A bulk action with what it names found in the database. */
export type Prepared = {
  action: BulkAction
  tags: Tag[]
  group: { id: string; name: string } | null
  newTags: boolean
}

/** A customer `c` is changed, refused (with one reason), or left as it is because nothing would change. */
export type Rules = { changing: (sql: Sql) => string; refused: string; reason: string }

const archived = { refused: `c.status = 'archived'`, reason: 'customer.archived' }

const heldTags = (sql: Sql, tags: readonly Tag[]) =>
  `(SELECT count(*) FROM customer_tags ct WHERE ct.workspace_id = c.workspace_id AND ct.customer_id = c.id
     AND ct.tag_id = ANY (${sql.add(tags.map((tag) => tag.id))}::uuid[]))`

/** What becomes of each customer, as conditions: the preview counts by them, the job works by them. */
export function rulesOf({ action, tags, newTags }: Prepared): Rules {
  if (action.type === 'add-tags') {
    return {
      ...archived,
      changing: (sql) =>
        `(c.status <> 'archived' AND ${newTags ? 'true' : `${heldTags(sql, tags)} < ${tags.length}`})`,
    }
  }
  if (action.type === 'remove-tags') {
    return { ...archived, changing: (sql) => `(c.status <> 'archived' AND ${heldTags(sql, tags)} > 0)` }
  }
  if (action.type === 'set-group') {
    const { group_id } = action
    return {
      ...archived,
      changing: (sql) =>
        `(c.status <> 'archived' AND c.group_id IS DISTINCT FROM ${sql.add(group_id)}::uuid)`,
    }
  }
  const from = Object.values(transitions).flatMap((t) => (t.to === action.status ? t.from : []))
  const may = `c.status IN (${from.map((status) => `'${status}'`).join(', ')})`
  return {
    changing: () => may,
    refused: `(c.status <> '${action.status}' AND NOT ${may})`,
    reason: 'customer.status.not_allowed',
  }
}

function demandSees(access: Access, field: string): void {
  if (!hides(access, `customers.${field}`)) return
  throw new AppError('forbidden', 'field.hidden', {
    message: `The field "${field}" is hidden from you, so it cannot be changed.`,
    params: { field },
  })
}

async function findTags(ctx: Ctx, names: readonly string[]): Promise<Tag[]> {
  return ctx.rows<Tag>('SELECT id, name FROM tags WHERE workspace_id = $1 AND name_key = ANY ($2)', [
    ctx.workspaceId,
    names.map(tagKey),
  ])
}

async function findGroup(ctx: Ctx, id: string) {
  const [group] = await ctx.rows<{ id: string; name: string }>(
    'SELECT id, name FROM customer_groups WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, id],
  )
  if (group) return group
  const message = 'There is no such group any more. Choose another.'
  throw invalid('group.missing', [{ pointer: '/action/group_id', code: 'group.missing', message }])
}

/** Finds what the action names. With `make`, tags that are new are made. */
export async function prepare(ctx: Ctx, action: BulkAction, make: boolean): Promise<Prepared> {
  const nothing = { action, tags: [], group: null, newTags: false }
  if (action.type === 'set-status') return nothing
  if (action.type === 'set-group') {
    demandSees(ctx.access, 'group')
    return { ...nothing, group: action.group_id === null ? null : await findGroup(ctx, action.group_id) }
  }
  demandSees(ctx.access, 'tags')
  const wanted = new Set(action.tags.map(tagKey)).size
  const add = action.type === 'add-tags'
  const tags =
    make && add ? [...(await ensureTags(ctx, action.tags)).values()] : await findTags(ctx, action.tags)
  return { ...nothing, tags, newTags: add && tags.length < wanted }
}
