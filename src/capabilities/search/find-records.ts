import { may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import type { Language } from '../declaration/define-module.ts'
import type { RecordKind } from '../declaration/record-kind.ts'
import type { Registry } from '../declaration/registry.ts'
import { rarest } from './find.ts'
import { endOf, Sql } from './sql.ts'
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

/** Entries looked at for each kind; a record may have several that fit. */
const ENTRIES = 60

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
  const sql = new Sql()
  const workspace = sql.add(ctx.workspaceId)
  const first = rarest(terms)
  const others = terms
    .filter((term) => term !== first)
    .map((term) => `AND (' ' || word) LIKE ${sql.add(`% ${term}%`)}`)
  const entries = await ctx.rows<{ kind: string; record_id: string }>(
    `SELECT k.kind, w.record_id FROM unnest(${sql.add(kinds)}::text[]) AS k(kind)
     CROSS JOIN LATERAL (
       SELECT record_id, word FROM record_words
       WHERE workspace_id = ${workspace} AND kind = k.kind AND word <> ''
         AND word >= ${sql.add(first)} AND word < ${sql.add(endOf(first))} ${others.join(' ')}
       ORDER BY word, record_id LIMIT ${ENTRIES}) w`,
    sql.values,
  )
  const byKind = new Map<string, string[]>()
  for (const { kind, record_id } of entries) {
    const ids = byKind.get(kind) ?? []
    byKind.set(kind, ids)
    if (!ids.includes(record_id)) ids.push(record_id)
  }
  return byKind
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
