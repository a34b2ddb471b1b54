import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'

const TRUST = 60_000
const estimates = new WeakMap<App, { customers: number; until: number }>()

/** About how many customers the installation has, as PostgreSQL's statistics say; no more often asked than once a minute. */
export async function customersEstimate(ctx: Ctx): Promise<number> {
  const known = estimates.get(ctx.app)
  if (known && known.until > ctx.now.getTime()) return known.customers
  const [row] = await ctx.rows<{ n: number }>(
    `SELECT greatest(reltuples, 0)::bigint AS n FROM pg_class WHERE oid = 'public.customers'::regclass`,
  )
  const customers = row?.n ?? 0
  estimates.set(ctx.app, { customers, until: ctx.now.getTime() + TRUST })
  return customers
}
