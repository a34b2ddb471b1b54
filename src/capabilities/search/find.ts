import type { Expansion } from './expand.ts'
import { endOf, type Sql } from './sql.ts'
import type { WordField } from './words.ts'

/** The longest word: nearly always the rarest. */
export const rarest = (terms: readonly string[]): string =>
  terms.reduce((best, term) => (term.length > best.length ? term : best))

const fieldsIn = (fields: readonly WordField[]) => fields.map((field) => `'${field}'`).join(', ')

/**
 * Customers by the start of a word, or of a run of words: one index range, in its order, so that whole words
 * come before longer ones. Columns: customer_id, field, word.
 */
export const byPrefix = (
  sql: Sql,
  workspace: string,
  terms: readonly string[],
  fields: readonly WordField[],
  most: number,
) => {
  const prefix = terms.join(' ')
  return `SELECT customer_id, field, word FROM customer_words
    WHERE workspace_id = ${workspace} AND word >= ${sql.add(prefix)} AND word < ${sql.add(endOf(prefix))}
      AND field IN (${fieldsIn(fields)})
    ORDER BY word LIMIT ${most}`
}

/**
 * Customers by words that do not stand together: the range of the rarest, and the others looked for in the same
 * index entry, which holds the whole name.
 */
export const byScatteredWords = (
  sql: Sql,
  workspace: string,
  terms: readonly string[],
  fields: readonly WordField[],
  most: number,
) => {
  const driver = rarest(terms)
  const others = terms.filter((term) => term !== driver)
  const conditions = others.map((term) => `AND word LIKE ${sql.add(`% ${term}%`)}`).join(' ')
  return `SELECT customer_id, field, word FROM customer_words
    WHERE workspace_id = ${workspace} AND word >= ${sql.add(driver)} AND word < ${sql.add(endOf(driver))}
      AND field IN (${fieldsIn(fields)}) ${conditions}
    LIMIT ${most}`
}

/** Customers by whole words that stand for the rarest term, the other terms allowed their own stand-ins. */
export const byStandIns = (
  sql: Sql,
  workspace: string,
  terms: readonly string[],
  expansions: ReadonlyMap<string, Expansion>,
  fields: readonly WordField[],
  most: number,
) => {
  const driver = rarest(terms)
  const standIns = (term: string) => [...expansions.get(term)!.containing, ...expansions.get(term)!.similar]
  const conditions = terms
    .filter((term) => term !== driver)
    .map((term) => {
      const literal = term.length < 3 ? `% ${term}%` : `%${term}%`
      const forms = [literal, ...expansions.get(term)!.similar.map((word) => `% ${word} %`)]
      return `AND (' ' || cw.word || ' ') LIKE ANY (${sql.add(forms)}::text[])`
    })
    .join(' ')
  // '!' follows the space: such a range holds the word itself and every rotation that begins with it.
  const words = [driver, ...standIns(driver)]
  const ends = [endOf(driver), ...standIns(driver).map((word) => `${word}!`)]
  return `SELECT f.customer_id, f.field, f.word
    FROM unnest(${sql.add(words)}::text[], ${sql.add(ends)}::text[]) AS s(word, until)
    CROSS JOIN LATERAL (
      SELECT cw.customer_id, cw.field, cw.word FROM customer_words cw
      WHERE cw.workspace_id = ${workspace} AND cw.word >= s.word COLLATE "C" AND cw.word < s.until COLLATE "C"
        AND cw.field IN (${fieldsIn(fields)}) ${conditions}
      LIMIT 50) f
    LIMIT ${most}`
}
