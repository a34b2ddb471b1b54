import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'

const TRUST = 60_000
const estimates = new WeakMap<App, { customers: number; until: number }>()

/** About how many customers the installation has, as PostgreSQL's statistics say; no more often asked than once a minute. */
async function customersEstimate(ctx: Ctx): Promise<number> {
  const known = estimates.get(ctx.app)
  if (known && known.until > ctx.now.getTime()) return known.customers
  const [row] = await ctx.rows<{ n: number }>(
    `SELECT greatest(reltuples, 0)::bigint AS n FROM pg_class WHERE oid = 'public.customers'::regclass`,
  )
  const customers = row?.n ?? 0
  estimates.set(ctx.app, { customers, until: ctx.now.getTime() + TRUST })
  return customers
}

/** Where a condition is checked of a row that is walked past: in the index, in the row, or in another table. */
export type Check = 'key' | 'row' | 'elsewhere'

/** What looking at a gathered customer costs, in walked ones. */
const worth: Record<Check, number> = { key: 15, row: 3, elsewhere: 0.75 }

/**
 * How many candidates are gathered and sorted at most before the index of the order is walked instead. Walking looks
 * at about (customers × page ÷ matches) rows, gathering at every match: they cost the same at `gathered` matches,
 * which takes looking at about `walked` rows.
 */
export async function gatherLimit(
  ctx: Ctx,
  take: number,
  check: Check,
): Promise<{ gathered: number; walked: number }> {
  const work = (await customersEstimate(ctx)) * take
  const gathered = Math.max(300, Math.round(Math.sqrt(work / worth[check])))
  return { gathered, walked: Math.max(1000, Math.round(work / gathered)) }
}
