import { wordParts } from '#capabilities/search/write-words.ts'
import type { Ctx } from '#platform/context.ts'
import { type Insert, insertTogether } from '#platform/database/insert-rows.ts'
import { customWrites } from './custom.ts'
import type { Change } from './diff.ts'
import { type Draft, emptyDraft, type Status } from './draft.ts'
import { ensureTags, type Tag } from './tag-names.ts'
import { named, wordDelta } from './update-customer.ts'
import { tagKey } from './validation-lists.ts'
import { customerColumns, derived, listNames, listPart, listTables, tagPart } from './write-customers.ts'

/** A customer to be changed: as it was read (and locked), as it shall be, and the fields in which the two differ. */
export type CustomerUpdate = {
  id: string
  before: Draft
  after: Draft
  changes: readonly Change[]
  status: Status
}

const {
  workspace_id: _w,
  number: _n,
  source: _s,
  created_at: _c,
  origin_id: _o,
  ...written
} = customerColumns

const touches = ({ changes }: CustomerUpdate, fields: readonly string[]) =>
  changes.some(({ field }) => fields.includes(field))
const ids = (updates: readonly CustomerUpdate[]) => updates.map(({ id }) => id)

/**
 * Writes the changes of many customers, each with its lists, tags and words: a few statements, whatever their number.
 * The caller has locked the rows, and keeps the history.
 * @returns the tags that came or went, by folded name
 */
export async function updateCustomers(
  ctx: Ctx,
  updates: readonly CustomerUpdate[],
): Promise<ReadonlyMap<string, Tag>> {
  if (updates.length === 0) return new Map()
  const workspace_id = ctx.workspaceId
  const listed = listNames.map((list) => ({
    list,
    updates: updates.filter((update) => touches(update, [list])),
  }))
  const tagged = updates.filter((update) => touches(update, ['tags']))
  const worded = updates
    .filter((update) => touches(update, named))
    .map((update) => ({ ...update, delta: wordDelta(update.before, update.after) }))
  const tags = await ensureTags(
    ctx,
    tagged.flatMap(({ before, after }) => [...before.tags, ...after.tags]),
  )
  await remove(
    ctx,
    listed,
    tagged,
    worded.flatMap(({ id, delta }) => delta.removed.map((row) => ({ ...row, customer_id: id }))),
  )
  const parts: Insert[] = [
    ...listed.map(({ list, updates: some }) =>
      listPart(
        workspace_id,
        list,
        some.map(({ id, after }) => ({ ...after, id })),
      ),
    ),
    tagPart(
      workspace_id,
      tagged.flatMap(({ id, after }) =>
        after.tags.map((name) => ({ customer_id: id, tag_id: tags.get(tagKey(name))!.id })),
      ),
    ),
    ...wordParts(
      ctx,
      worded.map(({ id, delta }) => ({ customer_id: id, words: delta.words, rows: delta.added })),
    ),
  ]
  const custom = updates.filter((update) => touches(update, ['custom']))
  parts.push(
    ...(await customWrites(
      ctx,
      custom.map(({ id, before, after }) => ({ id, before: before.custom, after: after.custom })),
    )),
  )
  await insertTogether(ctx, parts)
  await updateRows(ctx, updates)
  return tags
}

/** Removals go before the inserts, in a statement of their own: within one, both would see the tables as they were. */
async function remove(
  ctx: Ctx,
  listed: readonly { list: (typeof listNames)[number]; updates: readonly CustomerUpdate[] }[],
  tagged: readonly CustomerUpdate[],
  words: readonly { customer_id: string; word: string; field: string }[],
): Promise<void> {
  const values: unknown[] = [ctx.workspaceId]
  const give = (value: unknown) => `$${values.push(value)}`
  const clear = (table: string, some: readonly CustomerUpdate[]) =>
    some.length === 0
      ? []
      : [`DELETE FROM ${table} WHERE workspace_id = $1 AND customer_id = ANY (${give(ids(some))}::uuid[])`]
  const parts = [
    ...listed.flatMap(({ list, updates }) => clear(listTables[list], updates)),
    ...clear('customer_tags', tagged),
  ]
  if (words.length > 0)
    parts.push(
      `DELETE FROM customer_words w USING json_to_recordset(${give(JSON.stringify(words))}::json) AS r(word text, field "char", customer_id uuid)
       WHERE w.workspace_id = $1 AND w.word = r.word COLLATE "C" AND w.field = r.field AND w.customer_id = r.customer_id`,
    )
  if (parts.length === 0) return
  await ctx.rows(`WITH ${parts.map((part, i) => `d${i} AS (${part})`).join(', ')} SELECT 1`, values)
}

/** Columns that some of the updates change: what nobody changes is not sent. */
function columnsOf(updates: readonly CustomerUpdate[]): string[] {
  const fields = new Set(updates.flatMap(({ changes }) => changes.map(({ field }) => field as string)))
  const follows = [...named, ...listNames].some((field) => fields.has(field))
  return Object.keys(written).filter(
    (column) => fields.has(column) || always.has(column) || (follows && following.has(column)),
  )
}
const always: ReadonlySet<string> = new Set(['id', 'status', 'updated_at'])
const following: ReadonlySet<string> = new Set(Object.keys(derived(emptyDraft)))

async function updateRows(ctx: Ctx, updates: readonly CustomerUpdate[]): Promise<void> {
  const columns = columnsOf(updates)
  const rows = updates.map(({ id, after, status }) => {
    const all: Record<string, unknown> = { ...after, ...derived(after), id, status, updated_at: ctx.now }
    return Object.fromEntries(columns.map((column) => [column, all[column]]))
  })
  await ctx.rows(
    `UPDATE customers c SET ${columns
      .filter((name) => name !== 'id')
      .map((name) => `${name} = r.${name}`)
      .join(', ')}, version = c.version + 1
     FROM json_to_recordset($2::json) AS r(${columns
       .map((name) => `${name} ${written[name as keyof typeof written]}`)
       .join(', ')})
     WHERE c.workspace_id = $1 AND c.id = r.id`,
    [ctx.workspaceId, JSON.stringify(rows)],
  )
}
