import type { Blocker } from '#capabilities/declaration/define-module.ts'
import type { Ctx } from '#platform/context.ts'

/**
 * What keeps a customer from being deleted: rosters of former years name who held a position, and prospects name who
 * asked. Both stay true when the person is obfuscated instead.
 */
export async function deletionBlockers(ctx: Ctx, customerId: string): Promise<Blocker[]> {
  const [found] = await ctx.rows<{ terms: number; prospects: number }>(
    `SELECT (SELECT count(*)::int FROM committee_terms WHERE workspace_id = $1 AND customer_id = $2) AS terms,
            (SELECT count(*)::int FROM prospects WHERE workspace_id = $1 AND solicitor_id = $2) AS prospects`,
    [ctx.workspaceId, customerId],
  )
  const { terms, prospects } = found!
  return [
    ...(terms > 0
      ? [
          {
            code: 'committee_terms',
            count: terms,
            words: {
              en: `${terms} terms in committees, which their rosters name`,
              nl: `${terms} termijnen in commissies, die op hun ledenlijsten staan`,
            },
          },
        ]
      : []),
    ...(prospects > 0
      ? [
          {
            code: 'prospects_of_solicitor',
            count: prospects,
            words: {
              en: `${prospects} prospects whose solicitor this is or was`,
              nl: `${prospects} prospects van wie dit de fondsenwerver is of was`,
            },
          },
        ]
      : []),
  ]
}
