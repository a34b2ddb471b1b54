import { containingWords } from '#capabilities/search/expand.ts'
import { rarest } from '#capabilities/search/find.ts'
import { endOf, literally, type Sql } from '#capabilities/search/sql.ts'
import { ROTATION_LIMIT, searchWords, type WordField } from '#capabilities/search/words.ts'
import { countries } from '#lib/identifiers/country.ts'
import type { Ctx } from '#platform/context.ts'
import { phonePrefixes } from './phone-prefixes.ts'
import type { SortName } from './sorting.ts'
import { type Check, gatherLimit } from './table-size.ts'

/**
 * One condition on customers `c`. `where` is the truth about a row. `candidates` is a SELECT of customer_id that has
 * every customer for which it is true, and maybe others, by an index; absent where no index helps. `partial`: it has only
 * the first of so many; `exactly`: it has no other; `own`: that is an index on customers, so that counting needs no other; `indexedIn`: the order of
 * a list whose own index answers it; `check`: where `where` looks, in the row unless said otherwise.
 */
export type Condition = {
  where: (sql: Sql) => string
  candidates?: (sql: Sql) => string
  partial?: boolean
  exactly?: true
  own?: true
  check?: Check
  indexedIn?: SortName
}

/** A fragment that stands in more words than this is so common that walking the list finds a page sooner. */
export const mostWords = async (ctx: Ctx) => (await gatherLimit(ctx, 50, 'elsewhere')).gathered

export const never: Condition = {
  where: () => 'false',
  candidates: () => 'SELECT NULL::uuid AS customer_id WHERE false',
}

/** Whether every term begins a word of the folded text, or from three letters on is contained in it. */
const holdsTerms = (column: string, terms: readonly string[]) => (sql: Sql) =>
  terms
    .map((term) =>
      term.length >= 3
        ? `${column} LIKE ${sql.add(`%${literally(term)}%`)}`
        : `(' ' || ${column}) LIKE ${sql.add(`% ${literally(term)}%`)}`,
    )
    .join(' AND ')

/** The other terms stand in the same index entry, unless the name was too long for it. */
const besides = (sql: Sql, others: readonly string[]) =>
  others.length === 0 ? '' : `AND (length(word) >= ${ROTATION_LIMIT} OR (${holdsTerms('word', others)(sql)}))`

const fieldsIn = (fields: readonly WordField[]) => `field IN (${fields.map((f) => `'${f}'`).join(', ')})`

/** Entries that begin with a prefix. */
const wordRange = (sql: Sql, prefix: string, others: readonly string[], fields: readonly WordField[]) =>
  `SELECT customer_id FROM customer_words WHERE workspace_id = $1 AND word >= ${sql.add(prefix)} AND word < ${sql.add(endOf(prefix))}
     AND ${fieldsIn(fields)} ${besides(sql, others)}`

/** Entries that begin with one of some whole words. */
const wordRanges = (
  sql: Sql,
  words: readonly string[],
  others: readonly string[],
  fields: readonly WordField[],
) => `
  SELECT f.customer_id FROM unnest(${sql.add(words)}::text[]) AS w(start) CROSS JOIN LATERAL (
    SELECT customer_id FROM customer_words WHERE workspace_id = $1
      AND word >= w.start COLLATE "C" AND word < (w.start || '!') COLLATE "C"
      AND ${fieldsIn(fields)} ${besides(sql, others)} OFFSET 0) f`

/** Free text in one of some names: `columns` of customers, whose words stand in the index under `fields`. */
export async function wordsCondition(
  ctx: Ctx,
  text: string,
  columns: readonly string[],
  fields: readonly WordField[],
): Promise<Condition> {
  const terms = searchWords(text)
  if (terms.length === 0) return never
  const where = (sql: Sql) =>
    `(${columns.map((column) => `(${holdsTerms(column, terms)(sql)})`).join(' OR ')})`
  const driver = rarest(terms)
  const others = terms.filter((term) => term !== driver)
  const most = await mostWords(ctx)
  const inside = driver.length < 3 ? [] : await containingWords(ctx, driver, 'names', most + 1)
  const words = inside.filter((word) => !word.startsWith(driver))
  return {
    where,
    check: columns.join() === 'c.sort_name' ? 'key' : 'row',
    partial: inside.length > most,
    candidates: (sql) => {
      const range = wordRange(sql, driver, others, fields)
      return words.length === 0 ? range : `${range} UNION ALL ${wordRanges(sql, words, others, fields)}`
    },
  }
}

/** The beginning of any phone number, in national or international form. */
export function phoneCondition(text: string, country: string | null): Condition {
  const prefixes = phonePrefixes(text, country)
  if (prefixes.length === 0) return never
  return {
    check: 'elsewhere',
    exactly: true,
    where: (sql) =>
      `EXISTS (SELECT 1 FROM customer_phones cp WHERE cp.workspace_id = c.workspace_id AND cp.customer_id = c.id
         AND cp.number LIKE ANY (${sql.add(prefixes.map((prefix) => `${prefix}%`))}::text[]) OFFSET 0)`,
    candidates: (sql) =>
      prefixes
        .map(
          (prefix) => `SELECT customer_id FROM customer_phones WHERE workspace_id = $1
             AND number >= ${sql.add(prefix)} AND number < ${sql.add(endOf(prefix))}`,
        )
        .join(' UNION ALL '),
  }
}

const vatPrefixes = [...countries, 'EL', 'XI', 'CHE']

/** What stored VAT numbers begin with: what was typed, with or without the country in front. */
export const vatStarts = (text: string): string[] => {
  const compact = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return compact === '' ? [] : [compact, ...vatPrefixes.map((prefix) => prefix + compact)]
}

/** The beginning of the VAT number, with or without the country in front. */
export function vatCondition(text: string): Condition {
  const starts = vatStarts(text)
  if (starts.length === 0) return never
  return {
    where: (sql) => `c.vat_number LIKE ANY (${sql.add(starts.map((start) => `${start}%`))}::text[])`,
    candidates: (sql) => vatRanges(sql, starts),
  }
}

export const vatRanges = (sql: Sql, starts: readonly string[]): string => `
  SELECT f.customer_id FROM unnest(${sql.add(starts)}::text[]) AS v(start) CROSS JOIN LATERAL (
    SELECT vc.id AS customer_id FROM customers vc WHERE vc.workspace_id = $1
      AND vc.vat_number COLLATE "C" >= v.start COLLATE "C" AND vc.vat_number COLLATE "C" < (v.start || '~') COLLATE "C" OFFSET 0) f`
