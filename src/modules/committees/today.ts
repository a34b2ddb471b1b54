import { workspacePlace } from '#modules/customers/surroundings.ts'
import type { Ctx } from '#platform/context.ts'

/** The calendar day that it is where the workspace is, `YYYY-MM-DD`: what is current follows from it. */
export async function workspaceToday(ctx: Ctx): Promise<string> {
  const { time_zone } = await workspacePlace(ctx)
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: time_zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(ctx.now)
  const part = (type: string) => parts.find((one) => one.type === type)!.value
  return `${part('year')}-${part('month')}-${part('day')}`
}
