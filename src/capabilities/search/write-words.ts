import type { Ctx } from '#platform/context.ts'
import { type ColumnTypes, insertFromJson } from '#platform/database/insert-rows.ts'
import { newWords } from './vocabulary.ts'
import type { RecordWords, WordRow } from './words.ts'

/** Part of a statement: `INSERT` of some JSON rows, to be put beside others in one WITH. */
export type InsertPart = { sql: (placeholder: string) => string; rows: readonly object[] }

export const insertPart = (
  table: string,
  columns: ColumnTypes,
  rows: readonly object[],
  tail = '',
): InsertPart => ({
  sql: (placeholder) => insertFromJson(table, columns, placeholder, tail),
  rows,
})

const present = 'ON CONFLICT DO NOTHING'
const columns = { workspace_id: 'uuid', word: 'text', field: '"char"', customer_id: 'uuid' }

/** The inserts that make records findable; words of the vocabulary only where this process has not seen them. */
export function wordParts(
  ctx: Ctx,
  records: readonly { customer_id: string; words: RecordWords; rows?: readonly WordRow[] }[],
): InsertPart[] {
  const workspace_id = ctx.workspaceId
  const rows = records.flatMap(({ customer_id, words, rows = words.rows }) =>
    rows.map(({ word, field }) => ({ workspace_id, word, field, customer_id })),
  )
  const fresh = newWords(
    ctx,
    records.map((record) => record.words),
  )
  // In the order of the key: neighbours go to the same page of the index.
  if (records.length > 1) rows.sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0))
  const single = { workspace_id: 'uuid', word: 'text' }
  return [
    insertPart('customer_words', columns, rows, present),
    insertPart(
      'search_vocabulary',
      single,
      fresh.vocabulary.map((word) => ({ workspace_id, word })),
      present,
    ),
    insertPart(
      'search_variants',
      { workspace_id: 'uuid', variant: 'text', word: 'text' },
      fresh.variants.map((row) => ({ workspace_id, ...row })),
      present,
    ),
    insertPart(
      'search_email_words',
      single,
      fresh.emailWords.map((word) => ({ workspace_id, word })),
      present,
    ),
  ]
}

/** Runs several inserts as one statement: one round trip, whatever their number. Parts without rows are left out. */
export async function insertTogether(ctx: Ctx, parts: readonly InsertPart[]): Promise<void> {
  const filled = parts.filter((part) => part.rows.length > 0)
  if (filled.length === 0) return
  const withs = filled.map((part, i) => `p${i} AS (${part.sql(`$${i + 1}`)})`)
  await ctx.rows(
    `WITH ${withs.join(', ')} SELECT 1`,
    filled.map((part) => JSON.stringify(part.rows)),
  )
}
