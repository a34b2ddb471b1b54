import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'
import type { Surroundings } from './validation.ts'

/** `country` is ISO 3166-1 alpha-2: how national numbers are meant. `time_zone` is an IANA name: when days begin. */
export type WorkspacePlace = { country: string | null; time_zone: string }

/** Milliseconds for which they are believed. */
const TRUST = 30_000
const keptByApp = new WeakMap<App, Map<string, WorkspacePlace & { until: number }>>()

/** Where the workspace is. */
export async function workspacePlace(ctx: Ctx): Promise<WorkspacePlace> {
  const kept = keptByApp.get(ctx.app) ?? new Map()
  keptByApp.set(ctx.app, kept)
  const known = kept.get(ctx.workspaceId)
  if (known && known.until > ctx.now.getTime()) return known
  const [row] = await ctx.rows<WorkspacePlace>(
    'SELECT country, time_zone FROM installation.workspaces WHERE id = $1',
    [ctx.workspaceId],
  )
  const place = { country: row?.country ?? null, time_zone: row?.time_zone ?? 'UTC' }
  kept.set(ctx.workspaceId, { ...place, until: ctx.now.getTime() + TRUST })
  return place
}

export const surroundings = async (ctx: Ctx): Promise<Surroundings> => ({
  country: (await workspacePlace(ctx)).country,
  today: ctx.now.toISOString().slice(0, 10),
})
