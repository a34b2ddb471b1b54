import type { RecordKind } from '#capabilities/declaration/record-kind.ts'
import { findProspects } from './prospect-queries.ts'
import { findTerms } from './term-queries.ts'

/** How others call committees, terms in them, and prospects. */
export const recordKinds: Readonly<Record<string, RecordKind>> = {
  committee: {
    words: { en: 'Committee', nl: 'Commissie' },
    permission: 'committees.read',
    describe: async (ctx, ids) => {
      const found = await ctx.rows<{ id: string; name: string; parent: string | null }>(
        `SELECT c.id, c.name, u.name AS parent FROM committees c
         LEFT JOIN committees u ON u.workspace_id = c.workspace_id AND u.id = c.parent_id
         WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[])`,
        [ctx.workspaceId, ids],
      )
      return found.map(({ id, name, parent }) => ({ id, customerId: null, title: name, detail: parent }))
    },
    path: ({ id }) => `/committees/${id}`,
  },
  committee_term: {
    words: { en: 'Term in a committee', nl: 'Termijn in een commissie' },
    permission: 'committees.read',
    describe: async (ctx, ids) =>
      (await findTerms(ctx, ids)).map(({ id, customer, position, committee }) => ({
        id,
        customerId: customer.id,
        title: `${position.name}, ${committee.name}`,
        detail: customer.name,
      })),
    path: ({ id, customerId }) => `/customers/${customerId}?tab=committees&subject=${id}`,
    takesTasks: true,
  },
  prospect: {
    words: { en: 'Prospect', nl: 'Prospect' },
    permission: 'solicitors.read',
    describe: async (ctx, ids) =>
      (await findProspects(ctx, ids)).map(({ id, customer, from_on }) => ({
        id,
        customerId: customer.id,
        title: `${customer.name}, ${from_on}`,
        detail: `C-${customer.number}`,
      })),
    path: ({ id, customerId }) => `/customers/${customerId}?tab=solicitation&subject=${id}`,
    takesTasks: true,
  },
}
