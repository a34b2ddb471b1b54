import { may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import type { Language } from '../declaration/define-module.ts'
import type { RecordKind } from '../declaration/record-kind.ts'
import type { Registry } from '../declaration/registry.ts'
import { endOf } from './sql.ts'
import { searchWords } from './words.ts'

/** A record of any kind as the search box shows it. */
export type FoundRecord = {
  kind: string
  kind_label: string
  id: string
  customer_id: string | null
  title: string
  detail: string | null
  path: string
}

/** Entries taken for each kind; a record may have several that fit. */
const ENTRIES = 60
/** Entries looked at for each kind, also where all that was typed stands in many titles. */
const LOOKED_AT = 20_000
/** Entries counted to tell which of some terms is the rarest. */
const COUNTED = 2_000

/**
 * Records whose titles hold all that was typed, each as the beginning of a word, in any order: at most `most` of each
 * kind that the caller may see, whole words first.
 */
export async function findRecords(
  ctx: Ctx,
  registry: Registry,
  q: string,
  most: number,
): Promise<FoundRecord[]> {
  const terms = [...new Set(searchWords(q))]
  const kinds = [...registry.kinds].filter(([, kind]) => may(ctx.access, kind.permission))
  if (terms.length === 0 || kinds.length === 0) return []
  const ids = await idsByKind(
    ctx,
    terms,
    kinds.map(([name]) => name),
  )
  const found = await Promise.all(
    kinds.map(([name, kind]) => shown(ctx, name, kind, (ids.get(name) ?? []).slice(0, most))),
  )
  return found.flat()
}

async function idsByKind(ctx: Ctx, terms: readonly string[], kinds: readonly string[]) {
  const drivers = await rarestByKind(ctx, terms, kinds)
  const entries = await ctx.rows<{ kind: string; record_id: string }>(
    `SELECT k.kind, w.record_id FROM unnest($2::text[], $3::text[], $4::text[]) AS k(kind, term, until)
     CROSS JOIN LATERAL (
       SELECT s.record_id FROM (
         SELECT record_id, word FROM record_words WHERE ${range} ORDER BY word, record_id LIMIT ${LOOKED_AT}) s
       WHERE (' ' || s.word) LIKE ALL ($5::text[]) LIMIT ${ENTRIES}) w`,
    [
      ctx.workspaceId,
      drivers.map(({ kind }) => kind),
      drivers.map(({ term }) => term),
      drivers.map(({ term }) => endOf(term)),
      terms.map((term) => `% ${term}%`),
    ],
  )
  const byKind = new Map<string, string[]>()
  for (const { kind, record_id } of entries) {
    const ids = byKind.get(kind) ?? []
    byKind.set(kind, ids)
    if (!ids.includes(record_id)) ids.push(record_id)
  }
  return byKind
}

/** Entries of a kind that begin with a term; `k` has kind, term and the end of its range. */
const range = `workspace_id = $1 AND kind = k.kind AND word <> ''
  AND word >= k.term COLLATE "C" AND word < k.until COLLATE "C"`

/** The term with the fewest entries of each kind, from which the others are looked for; kinds that lack one are left out. */
async function rarestByKind(
  ctx: Ctx,
  terms: readonly string[],
  kinds: readonly string[],
): Promise<{ kind: string; term: string }[]> {
  const [only] = terms
  if (terms.length === 1) return kinds.map((kind) => ({ kind, term: only! }))
  const pairs = kinds.flatMap((kind) => terms.map((term) => ({ kind, term })))
  const counted = await ctx.rows<{ kind: string; term: string; n: number }>(
    `SELECT k.kind, k.term, (SELECT count(*)::int FROM (SELECT 1 FROM record_words WHERE ${range} LIMIT ${COUNTED}) c) AS n
     FROM unnest($2::text[], $3::text[], $4::text[]) AS k(kind, term, until)`,
    [
      ctx.workspaceId,
      pairs.map(({ kind }) => kind),
      pairs.map(({ term }) => term),
      pairs.map(({ term }) => endOf(term)),
    ],
  )
  return kinds.flatMap((kind) => {
    const own = counted.filter((one) => one.kind === kind)
    own.sort((a, b) => a.n - b.n || b.term.length - a.term.length)
    return own[0] && own[0].n > 0 ? [{ kind, term: own[0].term }] : []
  })
}

async function shown(
  ctx: Ctx,
  name: string,
  kind: RecordKind,
  ids: readonly string[],
): Promise<FoundRecord[]> {
  if (ids.length === 0) return []
  const titles = new Map((await kind.describe(ctx, ids)).map((record) => [record.id, record]))
  return ids.flatMap((id) => {
    const record = titles.get(id)
    if (!record) return []
    const { customerId: customer_id, title, detail } = record
    const kind_label = kind.words[ctx.language as Language] ?? kind.words.en
    return [{ kind: name, kind_label, id, customer_id, title, detail, path: kind.path(record) }]
  })
}
