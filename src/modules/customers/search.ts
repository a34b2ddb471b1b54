import { expandWords } from '#capabilities/search/expand.ts'
import { byPrefix, byScatteredWords, byStandIns } from '#capabilities/search/find.ts'
import { endOf, Sql } from '#capabilities/search/sql.ts'
import { searchWords, type WordField } from '#capabilities/search/words.ts'
import { type Access, hides } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { looksLikeVat, numberFrom } from './any-condition.ts'
import type { CustomerRow } from './contract.ts'
import { phonePrefixes } from './phone-prefixes.ts'
import { type StoredRow, selectRow, selectTagsAndGroup, toRow } from './rows.ts'
import { workspacePlace } from './surroundings.ts'
import { vatRanges, vatStarts } from './text-conditions.ts'

export type Matched = 'name' | 'company' | 'email' | 'phone' | 'number' | 'vat_number' | 'similar-name'
export type SearchHit = CustomerRow & { matched: Matched }

/** Candidates looked at for each way of matching: more than anybody reads, few enough to rank at once. */
const CANDIDATES = 200
/** With fewer hits than this, parts of words and typing errors are looked for too. */
const HANDFUL = 5

/** How well something matches: lower is better, and decides before all else. */
const quality = { exact: 0, whole: 10, begins: 20, contains: 30, similar: 40 } as const

const wordFields = (access: Access): WordField[] =>
  hides(access, 'customers.email') ? ['n', 'c'] : ['n', 'c', 'e']
const matchedBy = `CASE field WHEN 'n' THEN 'name' WHEN 'c' THEN 'company' ELSE 'email' END`

/** SELECTs of `customer_id, matched, rank` for a query, each by an index and each limited. */
async function waysToFind(ctx: Ctx, q: string, sql: Sql): Promise<string[]> {
  const ways: string[] = []
  const sees = (field: string) => !hides(ctx.access, `customers.${field}`)
  const terms = searchWords(q)
  const typed = q.trim().normalize('NFC').toLowerCase()
  const number = numberFrom(q)
  if (number !== undefined) {
    ways.push(
      `SELECT id AS customer_id, 'number' AS matched, ${quality.exact} AS rank FROM customers WHERE workspace_id = $1 AND number = ${sql.add(number)}`,
    )
  }
  if (terms.length > 0) {
    const whole = `word = ${sql.add(terms.join(' '))} OR word LIKE ${sql.add(`${terms.join(' ')} %`)}`
    ways.push(
      `SELECT customer_id, ${matchedBy} AS matched, CASE WHEN ${whole} THEN ${quality.whole} ELSE ${quality.begins} END AS rank
       FROM (${byPrefix(sql, '$1', terms, wordFields(ctx.access), CANDIDATES)}) w`,
    )
  }
  if (sees('email') && typed.length > 1 && !/\s/.test(typed)) {
    ways.push(
      `SELECT customer_id, 'email' AS matched, CASE address_key WHEN ${sql.add(typed)} THEN ${quality.exact} ELSE ${quality.begins} END AS rank
       FROM (SELECT customer_id, address_key FROM customer_emails WHERE workspace_id = $1
         AND address_key >= ${sql.add(typed)} AND address_key < ${sql.add(endOf(typed))} ORDER BY address_key LIMIT ${CANDIDATES}) e`,
    )
  }
  if (sees('phone')) {
    for (const prefix of phonePrefixes(q, (await workspacePlace(ctx)).country)) {
      ways.push(
        `SELECT customer_id, 'phone' AS matched, CASE number WHEN ${sql.add(prefix)} THEN ${quality.exact} ELSE ${quality.begins} END AS rank
         FROM (SELECT customer_id, number FROM customer_phones WHERE workspace_id = $1
           AND number >= ${sql.add(prefix)} AND number < ${sql.add(endOf(prefix))} ORDER BY number LIMIT ${CANDIDATES}) p`,
      )
    }
  }
  if (sees('vat_number') && looksLikeVat(q)) {
    ways.push(
      `SELECT customer_id, 'vat_number' AS matched, ${quality.begins} AS rank FROM (${vatRanges(sql, vatStarts(q))} LIMIT ${CANDIDATES}) v`,
    )
  }
  return ways
}

type Hit = StoredRow & { matched: Matched; rank: number }

/** The best hits of some ways: by quality, then active before inactive before archived, then by name. */
async function bestOf(ctx: Ctx, ways: readonly string[], sql: Sql, limit: number): Promise<Hit[]> {
  if (ways.length === 0) return []
  const found = ways.map((way) => `(${way})`).join(' UNION ALL ')
  return ctx.rows<Hit>(
    `WITH hits AS MATERIALIZED (
       SELECT DISTINCT ON (customer_id) customer_id, matched, rank FROM (${found}) f ORDER BY customer_id, rank),
     best AS MATERIALIZED (
       SELECT c.*, h.matched, h.rank FROM hits h CROSS JOIN LATERAL (
         SELECT ${selectRow('c')}, c.sort_name, c.workspace_id FROM customers c
         WHERE c.workspace_id = $1 AND c.id = h.customer_id OFFSET 0) c
       ORDER BY h.rank, array_position(ARRAY['active', 'inactive', 'archived'], c.status), c.sort_name, c.id
       LIMIT ${limit})
     SELECT b.*, ${selectTagsAndGroup('b')} FROM best b`,
    sql.values,
  )
}

const begin = (ctx: Ctx): Sql => {
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  return sql
}

/** Words that do not stand together: "jan vries" for Jan de Vries. */
function scattered(ctx: Ctx, terms: readonly string[], limit: number): Promise<Hit[]> {
  const sql = begin(ctx)
  const some = byScatteredWords(sql, '$1', terms, wordFields(ctx.access), CANDIDATES)
  return bestOf(
    ctx,
    [`SELECT customer_id, ${matchedBy} AS matched, ${quality.begins} AS rank FROM (${some}) w`],
    sql,
    limit,
  )
}

/** Parts of words, and words with typing errors, in names and companies. */
async function approximate(ctx: Ctx, terms: readonly string[], limit: number): Promise<Hit[]> {
  const expansions = await expandWords(ctx, terms)
  const none = [...expansions.values()].every((e) => e.containing.length + e.similar.length === 0)
  if (none) return []
  const sql = begin(ctx)
  // What was typed stands in the name itself; else a word like it does.
  const literal = terms
    .map((term) => `(' ' || word) LIKE ${sql.add(term.length < 3 ? `% ${term}%` : `%${term}%`)}`)
    .join(' AND ')
  const some = byStandIns(sql, '$1', terms, expansions, ['n', 'c'], CANDIDATES)
  const way = `SELECT customer_id, CASE WHEN ${literal} THEN ${matchedBy} ELSE 'similar-name' END AS matched,
      CASE WHEN ${literal} THEN ${quality.contains} ELSE ${quality.similar} END AS rank FROM (${some}) w`
  return bestOf(ctx, [way], sql, limit)
}

/** Customers by anything typed, best first: whole words before beginnings before parts before likenesses. */
export async function searchCustomers(
  ctx: Ctx,
  { q, limit }: { q: string; limit: number },
): Promise<SearchHit[]> {
  const sql = begin(ctx)
  const hits = await bestOf(ctx, await waysToFind(ctx, q, sql), sql, limit)
  const terms = searchWords(q)
  if (hits.length < limit && terms.length > 1) merge(hits, await scattered(ctx, terms, limit))
  if (hits.length < HANDFUL && terms.length > 0) merge(hits, await approximate(ctx, terms, limit))
  return hits.slice(0, limit).map((hit) => ({ ...toRow(ctx.access, hit), matched: hit.matched }))
}

function merge(hits: Hit[], more: readonly Hit[]): void {
  const known = new Set(hits.map((hit) => hit.id))
  for (const hit of more) if (!known.has(hit.id)) hits.push(hit)
}
