import type { Ctx } from '#platform/context.ts'
import type { ImportRow } from '../reading/import-row.ts'
import { addressKeysOf, type MatchRule, nameKey, nameKeyOf } from './match-keys.ts'

/** The existing customer that a row means. `several`: more than one fits, and nothing tells which. */
export type Match = { id: string; by: MatchRule } | 'several' | null

export type Matches = {
  of(row: ImportRow): Match
  /** Every existing customer that has a part in whether the row is recognised. */
  candidates(row: ImportRow): string[]
  /** Whether the row's number belongs to somebody. */
  numberTaken(row: ImportRow): boolean
}

type Found = { number: number; address_key: string | null; id: string; sort_name: string }

/** One look into an index for each row. LIMIT keeps the planner from reading whole tables instead, new ones above all. */
const customer = (condition: string) =>
  `SELECT c.number, c.id, c.sort_name FROM customers c WHERE c.workspace_id = $1 AND ${condition} LIMIT 1`

/** Finds existing customers by number and e-mail for a batch of rows: one statement, whatever their number. */
export async function findMatches(
  ctx: Ctx,
  rows: readonly ImportRow[],
  rules: readonly MatchRule[],
): Promise<Matches> {
  const numbers = [...new Set(rows.flatMap((row) => (row.number === null ? [] : [row.number])))]
  const byAddress = rules.some((rule) => rule !== 'number')
  const addresses = byAddress ? [...new Set(rows.flatMap(addressKeysOf))] : []
  const found =
    numbers.length + addresses.length === 0
      ? []
      : await ctx.rows<Found>(
          `SELECT c.number, NULL AS address_key, c.id, c.sort_name
           FROM unnest($2::bigint[]) AS wanted(number)
           CROSS JOIN LATERAL (${customer('c.number = wanted.number')}) c
         UNION ALL
         SELECT c.number, wanted.address_key, c.id, c.sort_name
           FROM unnest($3::text[]) AS wanted(address_key)
           CROSS JOIN LATERAL (SELECT e.customer_id FROM customer_emails e
             WHERE e.workspace_id = $1 AND e.address_key = wanted.address_key COLLATE "C" OFFSET 0) e
           CROSS JOIN LATERAL (${customer('c.id = e.customer_id')}) c`,
          [ctx.workspaceId, numbers, addresses],
        )
  const byNumber = new Map<number, Found>()
  const byEmail = new Map<string, Found[]>()
  for (const one of found) {
    if (one.address_key === null) byNumber.set(one.number, one)
    else byEmail.set(one.address_key, [...(byEmail.get(one.address_key) ?? []), one])
  }
  return {
    of: (row) => match(row, rules, byNumber, byEmail),
    candidates: (row) => [
      ...(row.number !== null && byNumber.has(row.number) ? [byNumber.get(row.number)!.id] : []),
      ...addressKeysOf(row).flatMap((key) => (byEmail.get(key) ?? []).map(({ id }) => id)),
    ],
    numberTaken: (row) => row.number !== null && byNumber.has(row.number),
  }
}

/** Rules are asked in their order; the first that finds somebody decides. */
function match(
  row: ImportRow,
  rules: readonly MatchRule[],
  byNumber: ReadonlyMap<number, Found>,
  byEmail: ReadonlyMap<string, Found[]>,
): Match {
  for (const by of rules) {
    if (by === 'number') {
      const found = row.number === null ? undefined : byNumber.get(row.number)
      if (found) return { id: found.id, by }
      continue
    }
    const people = new Map(
      addressKeysOf(row).flatMap((key) => (byEmail.get(key) ?? []).map((one) => [one.id, one] as const)),
    )
    if (people.size === 0) continue
    const name = nameKeyOf(row)
    const named = name ? [...people.values()].filter((one) => nameKey(one.sort_name) === name) : []
    // Two that are the same in address and name are one customer entered twice: the first of them.
    const oldest = named.sort((a, b) => a.number - b.number)[0]
    if (oldest) return { id: oldest.id, by }
    if (by !== 'email') continue
    if (people.size > 1) return 'several'
    return { id: [...people.keys()][0]!, by }
  }
  return null
}
