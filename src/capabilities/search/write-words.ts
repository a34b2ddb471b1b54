import type { Ctx } from '#platform/context.ts'
import { type Insert, insertOf, insertTogether } from '#platform/database/insert-rows.ts'
import { newWords } from './vocabulary.ts'
import type { RecordWords, WordRow } from './words.ts'

const present = 'ON CONFLICT DO NOTHING'
const single = { workspace_id: 'uuid', word: 'text' }

type RecordEntry = { customer_id: string; words: RecordWords; rows?: readonly WordRow[] }

/** The inserts that make records findable; words of the vocabulary only where this process has not seen them. */
export const wordParts = (ctx: Ctx, records: readonly RecordEntry[]): Insert[] => [
  wordsInsert(ctx.workspaceId, records),
  ...vocabularyParts(
    ctx,
    records.map((record) => record.words),
  ),
]

/**
 * Stores the single words of records ahead of the records: in `ctx`, which commits before they are written. Two that
 * add the same word at the same time wait for each other's end, so those who write much keep that short. Words
 * without a record find nothing.
 */
export const storeVocabulary = (ctx: Ctx, words: readonly RecordWords[]): Promise<void> =>
  insertTogether(ctx, vocabularyParts(ctx, words))

function vocabularyParts(ctx: Ctx, words: readonly RecordWords[]): Insert[] {
  const workspace_id = ctx.workspaceId
  const fresh = newWords(ctx, words)
  return [
    insertOf(
      'search_vocabulary',
      single,
      fresh.vocabulary.map((word) => ({ workspace_id, word })),
      present,
    ),
    insertOf(
      'search_variants',
      { workspace_id: 'uuid', variant: 'text', word: 'text' },
      fresh.variants.map((row) => ({ workspace_id, ...row })),
      present,
    ),
    insertOf(
      'search_email_words',
      single,
      fresh.emailWords.map((word) => ({ workspace_id, word })),
      present,
    ),
  ]
}

/**
 * The words of each record travel as one text, a line for each with its field in front, and are put into the order of
 * the key there, where neighbours go to the same page of the index. They are new, so no conflict is looked for: that
 * would double their cost.
 */
function wordsInsert(workspace_id: string, records: readonly RecordEntry[]): Insert {
  const filled = records.filter(({ words, rows = words.rows }) => rows.length > 0)
  const rows = filled.map(({ customer_id, words, rows = words.rows }) => {
    let lines = ''
    for (const { field, word } of rows) lines += lines ? `\n${field}${word}` : field + word
    return { customer_id, lines }
  })
  const { values } = insertOf('', { customer_id: 'uuid', lines: 'text' }, rows)
  return {
    rows: rows.length,
    values: [workspace_id, ...values],
    sql: (first) =>
      `INSERT INTO customer_words (workspace_id, word, field, customer_id)
       SELECT $${first}::uuid, substr(l.line, 2), left(l.line, 1)::"char", r.customer_id
       FROM unnest($${first + 1}::uuid[], $${first + 2}::text[]) AS r(customer_id, lines)
       CROSS JOIN LATERAL string_to_table(r.lines, E'\\n') AS l(line)
       ORDER BY substr(l.line, 2) COLLATE "C"`,
  }
}
