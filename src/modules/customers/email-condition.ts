import { containingWords, emailWordsEnding } from '#capabilities/search/expand.ts'
import { endOf, literally, type Sql } from '#capabilities/search/sql.ts'
import { commonEndings, ROTATION_LIMIT } from '#capabilities/search/words.ts'
import type { Ctx } from '#platform/context.ts'
import { type Condition, mostWords, never } from './text-conditions.ts'

const holdsAddress = (pattern: string) => (sql: Sql) =>
  `EXISTS (SELECT 1 FROM customer_emails ce WHERE ce.workspace_id = c.workspace_id AND ce.customer_id = c.id
     AND ce.address_key LIKE ${sql.add(pattern)})`

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

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

/** Whether the first of some words, of which the last may be unfinished, may be the common end of a domain. */
function beginsWithEnding([first, ...others]: readonly string[]): boolean {
  if (first === undefined) return true
  if (others.length > 0) return first.length === 2 || commonEndings.includes(first)
  return first.length <= 2 || commonEndings.some((ending) => ending.startsWith(first))
}

type Candidates = Pick<Condition, 'candidates' | 'partial'>

/** What was typed is the end of a word (or a part of it, when nothing follows), and what follows from a dot or @ on. */
async function candidatesFor(ctx: Ctx, typed: string): Promise<Candidates> {
  const head = /^[\p{L}\p{N}\p{M}]*/u.exec(typed)![0]
  const rest = typed.slice(head.length)
  const following = wordsIn(rest)
  if (!beginsWithEnding(following)) {
    // An entry ends with the word that stands before the one it begins with, unless it was cut.
    const ends = (sql: Sql) =>
      `AND (length(word) >= ${ROTATION_LIMIT / 2 - 1} OR word LIKE ${sql.add(`%${literally(head)}`)})`
    return { candidates: (sql) => wordRanges(sql, [following.join(' ')], head ? ends(sql) : '') }
  }
  // Parts of the common ends of domains are in more addresses than the words tell.
  if (head.length < 3 || commonEndings.some((ending) => ending.includes(head))) return {}
  const most = await mostWords(ctx)
  const words =
    rest === ''
      ? await containingWords(ctx, head, 'emails', most + 1)
      : await emailWordsEnding(ctx, head, most + 1)
  const behind = following.map((word) => ` ${word}`).join('')
  return {
    partial: words.length > most,
    candidates: (sql) =>
      `${addressRanges(
        sql,
        words.map((word) => word + rest),
      )} UNION ALL ${wordRanges(
        sql,
        words.map((word) => word + behind),
      )}`,
  }
}

/** Free text in any e-mail address: its beginning, or from three characters on any part of it. */
export async function emailCondition(ctx: Ctx, text: string): Promise<Condition> {
  const typed = text.trim().normalize('NFC').toLowerCase()
  if (typed === '') return never
  if (typed.length < 3) {
    const start = (sql: Sql) => addressRanges(sql, [typed])
    return { where: holdsAddress(`${literally(typed)}%`), check: 'elsewhere', candidates: start }
  }
  const where = holdsAddress(`%${literally(typed)}%`)
  return { where, check: 'elsewhere', ...(await candidatesFor(ctx, typed)) }
}
