import type { z } from 'zod'
import type { Ctx } from '#platform/context.ts'
import { childrenOf, findCommittee, positionsOf, SOON_DAYS } from './committee-queries.ts'
import type { roster, Term } from './shapes.ts'
import { selectTerms } from './term-queries.ts'
import { workspaceToday } from './today.ts'

/** More than any screen shows; those furthest in the past are left out. */
const MOST = 500

const plusDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Who holds which position of a committee on a day, with those before and after. */
export async function readRoster(
  ctx: Ctx,
  id: string,
  day: string | undefined,
): Promise<z.output<typeof roster>> {
  const today = await workspaceToday(ctx)
  const on = day ?? today
  const committee = await findCommittee(ctx, id)
  const terms = await ctx.rows<Term>(
    `${selectTerms} AND t.committee_id = $3 ORDER BY t.from_on DESC, t.id DESC LIMIT ${MOST}`,
    [ctx.workspaceId, on, id],
  )
  const soon = plusDays(on, SOON_DAYS)
  const atWork = (committee.from_on ?? on) <= on && on <= (committee.until_on ?? on)
  const positions = (await positionsOf(ctx, id)).map((position) => {
    const holders = terms.filter((term) => term.position.id === position.id && term.state === 'current')
    const open = atWork && on <= (position.until_on ?? on)
    return {
      ...position,
      held: holders.length,
      vacant: open ? Math.max(0, position.seats - holders.length) : 0,
      soon: holders.filter(({ ends_on }) => ends_on !== null && ends_on <= soon).length,
    }
  })
  return { on, today, terms, committee, positions, children: await childrenOf(ctx, id) }
}
