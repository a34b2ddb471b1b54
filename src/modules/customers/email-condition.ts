import { containingWords, emailWordsEnding } from '#capabilities/search/expand.ts'
import { endOf, literally, type Sql } from '#capabilities/search/sql.ts'
import { emailWords, ROTATION_LIMIT } from '#capabilities/search/words.ts'
import type { Ctx } from '#platform/context.ts'
import { type Condition, mostWords, never } from './text-conditions.ts'

// OFFSET 0 keeps it a look-up for each row: PostgreSQL would else read all addresses into a hash table first.
const holdsAddress = (pattern: string) => (sql: Sql) =>
  `EXISTS (SELECT 1 FROM customer_emails ce WHERE ce.workspace_id = c.workspace_id AND ce.customer_id = c.id
     AND ce.address_key LIKE ${sql.add(pattern)} OFFSET 0)`

/** Addresses that begin with one of some texts. */
const addressRanges = (sql: Sql, starts: readonly string[]) => `
  SELECT f.customer_id FROM unnest(${sql.add(starts)}::text[], ${sql.add(starts.map(endOf))}::text[]) AS s(start, until)
  CROSS JOIN LATERAL (SELECT customer_id FROM customer_emails WHERE workspace_id = $1
    AND address_key >= s.start COLLATE "C" AND address_key < s.until COLLATE "C" OFFSET 0) f`

/** Entries of the words of addresses, from the second on, that begin with one of some texts. */
const wordRanges = (sql: Sql, starts: readonly string[], and = '') => `
  SELECT f.customer_id FROM unnest(${sql.add(starts)}::text[], ${sql.add(starts.map(endOf))}::text[]) AS s(start, until)
  CROSS JOIN LATERAL (SELECT customer_id FROM customer_words WHERE workspace_id = $1
    AND word >= s.start COLLATE "C" AND word < s.until COLLATE "C" AND field = 'e' ${and} OFFSET 0) f`

/** Free text in any e-mail address: one or two letters at its beginning, all else in any part of it. */
export async function emailCondition(ctx: Ctx, text: string): Promise<Condition> {
  const typed = text.trim().normalize('NFC').toLowerCase()
  if (typed === '') return never
  // The end of a word (or a part of one, when nothing follows), and what follows from a dot or @ on.
  const head = /^[\p{L}\p{N}\p{M}]*/u.exec(typed)![0]
  const rest = typed.slice(head.length)
  const following = emailWords(rest)
  if (head.length < 3 && following.length === 0) {
    const start = (sql: Sql) => addressRanges(sql, [typed])
    return { where: holdsAddress(`${literally(typed)}%`), check: 'elsewhere', candidates: start }
  }
  const where = holdsAddress(`%${literally(typed)}%`)
  if (following.length > 0) {
    // An entry ends with the word that stands before the one it begins with, unless it was cut.
    const ends = (sql: Sql) =>
      `AND (length(word) >= ${ROTATION_LIMIT / 2 - 1} OR word LIKE ${sql.add(`%${literally(head)}`)})`
    const candidates = (sql: Sql) => wordRanges(sql, [following.join(' ')], head ? ends(sql) : '')
    return { where, check: 'elsewhere', candidates }
  }
  const most = await mostWords(ctx)
  const find =
    rest === '' ? containingWords(ctx, head, 'emails', most + 1) : emailWordsEnding(ctx, head, most + 1)
  const words = await find
  const addresses = words.map((word) => word + rest)
  return {
    where,
    check: 'elsewhere',
    partial: words.length > most,
    candidates: (sql) => `${addressRanges(sql, addresses)} UNION ALL ${wordRanges(sql, words)}`,
  }
}
