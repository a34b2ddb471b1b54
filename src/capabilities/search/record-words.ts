import type { Ctx } from '#platform/context.ts'
import { type Insert, insertOf } from '#platform/database/insert-rows.ts'
import { rotations, searchWords } from './words.ts'

/** What a record is found by: its title, number and the like; more than 200 characters are not looked at. */
export type WordedRecord = { id: string; customerId: string | null; text: string }

/** As long as the words of a text can be, so that each entry holds them all. */
const WHOLE = 200

/**
 * The insert that makes records findable by `text` instead of all words they had before; records come once each. It
 * goes into the statement that writes them. A shorter text leaves entries behind, which are emptied: an entry cannot
 * be deleted and inserted in one statement.
 */
export function recordWordsPart(ctx: Ctx, kind: string, records: readonly WordedRecord[]): Insert {
  const rows = records.flatMap(({ id, customerId, text }) =>
    rotations([...new Set(searchWords(text))], WHOLE).map((word, position) => ({
      record_id: id,
      position,
      word,
      customer_id: customerId,
    })),
  )
  const columns = { record_id: 'uuid', position: 'smallint', word: 'text', customer_id: 'uuid' }
  const counts = records.map(({ id, text }) => ({ id, words: new Set(searchWords(text)).size }))
  const { values } = insertOf('', columns, rows)
  const { values: sizes } = insertOf('', { id: 'uuid', words: 'smallint' }, counts)
  return {
    rows: records.length,
    values: [ctx.workspaceId, kind, ...values, ...sizes],
    sql: (first) =>
      `INSERT INTO record_words (workspace_id, kind, record_id, position, word, customer_id)
       SELECT $${first}::uuid, $${first + 1}::text, r.* FROM unnest(
         $${first + 2}::uuid[], $${first + 3}::smallint[], $${first + 4}::text[], $${first + 5}::uuid[]) AS r
       UNION ALL
       SELECT $${first}::uuid, $${first + 1}::text, w.record_id, w.position, '', w.customer_id
       FROM unnest($${first + 6}::uuid[], $${first + 7}::smallint[]) AS n(id, words)
       JOIN record_words w ON w.workspace_id = $${first}::uuid AND w.record_id = n.id AND w.position >= n.words
       ON CONFLICT (workspace_id, record_id, position) DO UPDATE SET word = excluded.word, customer_id = excluded.customer_id
       WHERE (record_words.word, record_words.customer_id) IS DISTINCT FROM (excluded.word, excluded.customer_id)`,
  }
}

/** Records that are deleted are found no more. Those of a deleted customer go with it. */
export async function forgetRecordWords(ctx: Ctx, kind: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await ctx.rows(
    'DELETE FROM record_words WHERE workspace_id = $1 AND record_id = ANY ($2::uuid[]) AND kind = $3',
    [ctx.workspaceId, ids, kind],
  )
}
