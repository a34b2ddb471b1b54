import type { RecordKind } from '#capabilities/declaration/record-kind.ts'
import { findDecisions } from './queries.ts'
import { channelWords, stateWords, wordIn } from './words.ts'

/**
 * How others call a decision; a task can be to ask for the paper again. It has no words to be found by: the search box
 * would find as many as there are customers under the name of a purpose.
 */
export const consentKind: RecordKind = {
  words: { en: 'Consent', nl: 'Toestemming' },
  permission: 'consents.read',
  describe: async (ctx, ids) =>
    (await findDecisions(ctx, ids)).map(({ id, customer_id, purpose, channel, state, decided_at }) => ({
      id,
      customerId: customer_id,
      title: `${purpose.name} · ${wordIn(channelWords, channel, ctx.language)}`,
      detail: `${wordIn(stateWords, state, ctx.language)} ${decided_at.slice(0, 10)}`,
    })),
  path: ({ id, customerId }) => `/customers/${customerId}?tab=consents&subject=${id}`,
  takesTasks: true,
}
