import { type WordRow, wordsOf } from '#capabilities/search/words.ts'
import { wordParts } from '#capabilities/search/write-words.ts'
import type { Ctx } from '#platform/context.ts'
import { type Insert, insertTogether } from '#platform/database/insert-rows.ts'
import { customWrites } from './custom.ts'
import type { Draft } from './draft.ts'
import type { StoredRecord } from './queries.ts'
import { asRead } from './rows.ts'
import { ensureTags, sortByName } from './tag-names.ts'
import {
  customerColumns,
  derived,
  type ListName,
  listNames,
  listPart,
  listTables,
  tagPart,
} from './write-customers.ts'

export type Update = { before: Draft; after: Draft; changed: Partial<Draft>; group: StoredRecord['group'] }

const keyOf = ({ field, word }: WordRow) => field + word

/** Words to add and to take away, so that a record is found by what it is now. */
export function wordDelta(before: Draft, after: Draft) {
  const old = wordsOf(before)
  const words = wordsOf(after)
  const had = new Set(old.rows.map(keyOf))
  const has = new Set(words.rows.map(keyOf))
  return {
    words,
    added: words.rows.filter((row) => !had.has(keyOf(row))),
    removed: old.rows.filter((row) => !has.has(keyOf(row))),
  }
}

export const named = ['kind', 'first_name', 'last_name', 'company_name', 'emails'] as const

/** Removals go in a statement of their own, before the inserts: within one, both would see the table as it was. */
async function clear(
  ctx: Ctx,
  id: string,
  lists: readonly ListName[],
  tags: boolean,
  words: readonly WordRow[],
) {
  const where = 'WHERE workspace_id = $1 AND customer_id = $2'
  const parts = lists.map((list) => `DELETE FROM ${listTables[list]} ${where}`)
  if (tags) parts.push(`DELETE FROM customer_tags ${where}`)
  const values: unknown[] = [ctx.workspaceId, id]
  if (words.length > 0) {
    values.push(JSON.stringify(words))
    parts.push(
      `DELETE FROM customer_words w USING json_to_recordset($3::json) AS r(word text, field "char")
       WHERE w.workspace_id = $1 AND w.word = r.word COLLATE "C" AND w.field = r.field AND w.customer_id = $2`,
    )
  }
  if (parts.length === 0) return
  await ctx.rows(`WITH ${parts.map((part, i) => `d${i} AS (${part})`).join(', ')} SELECT 1`, values)
}

/**
 * Writes the lists that differ and the words. The row itself comes back as a part of a statement, so that the caller
 * writes it together with what it has to tell.
 * @returns also the record as a read would then give it; `group` is that of `after`, known to the caller.
 */
export async function updateCustomer(
  ctx: Ctx,
  stored: StoredRecord,
  { before, after, changed, group }: Update,
): Promise<{ row: Insert; updated: StoredRecord }> {
  const { id } = stored
  const lists = listNames.filter((list) => changed[list])
  const delta = named.some((name) => changed[name] !== undefined) ? wordDelta(before, after) : undefined
  const tags = changed.tags && (await ensureTags(ctx, changed.tags))
  await clear(ctx, id, lists, Boolean(tags), delta?.removed ?? [])
  const parts: Insert[] = lists.map((list) => listPart(ctx.workspaceId, list, [{ ...after, id }]))
  if (tags)
    parts.push(
      tagPart(
        ctx.workspaceId,
        [...tags.values()].map((tag) => ({ customer_id: id, tag_id: tag.id })),
      ),
    )
  if (changed.custom)
    parts.push(...(await customWrites(ctx, [{ id, before: before.custom, after: after.custom }])))
  if (delta) parts.push(...wordParts(ctx, [{ customer_id: id, words: delta.words, rows: delta.added }]))
  await insertTogether(ctx, parts)
  const { emails: _e, phones: _p, addresses: _a, tags: _t, ...fields } = after
  const columns = { ...fields, ...derived(after) }
  return {
    row: rowPart(ctx, id, columns),
    updated: {
      ...stored,
      ...after,
      ...columns,
      group,
      tags: tags ? sortByName([...tags.values()]) : stored.tags,
      version: stored.version + 1,
      updated_at: asRead(ctx.now),
    },
  }
}

const {
  workspace_id: _w,
  id: _i,
  number: _n,
  status: _s,
  source: _o,
  created_at: _c,
  updated_at: _u,
  origin_id: _r,
  ...written
} = customerColumns
const names = Object.keys(written)

/** Always all columns, so that the text is the same and keeps its plan; PostgreSQL sees which of them really change. */
const rowPart = (ctx: Ctx, id: string, columns: Record<string, unknown>): Insert => ({
  rows: 1,
  values: [ctx.workspaceId, id, ctx.now, ...names.map((name) => columns[name])],
  sql: (first) =>
    `UPDATE customers SET ${names.map((name, i) => `${name} = $${first + 3 + i}`).join(', ')},
       updated_at = $${first + 2}, version = version + 1
     WHERE workspace_id = $${first} AND id = $${first + 1}`,
})
