import { personal, plain, ref } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { consentsContract } from './contract.ts'
import { demo } from './demo.ts'
import { consentHistory } from './history.ts'
import { consentKind } from './record-kind.ts'
import { routes } from './routes.ts'
import { transfer } from './transfer.ts'
import { channelWords, stateWords, wordIn } from './words.ts'

const payload = { purpose: 'plain', channel: 'plain', state: 'plain' } as const

type Payload = Record<string, unknown>
const what = (e: Payload, language: 'en' | 'nl') =>
  `${e['purpose']} (${wordIn(channelWords, e['channel'], language)}): ${wordIn(stateWords, e['state'], language)}`

/** What customers agreed to and refused, by purpose and channel, each decision with its proof. */
export const consentsModule = defineModule({
  name: 'consents',
  uses: ['customers', 'accounts'],
  permissions: {
    area: 'consents',
    beginWith: { consents: { 'Front desk': 'write', Bookkeeper: 'read', 'Read only': 'read' } },
  },
  tables: {
    consent_purposes: {
      id: plain,
      name: plain,
      description: plain,
      basis: plain,
      channels: plain,
      double_opt_in: plain,
      validity_months: plain,
      position: plain,
      retired_at: plain,
      created_at: plain,
      version: plain,
    },
    consent_wordings: {
      id: plain,
      purpose_id: ref('consent_purposes'),
      language: plain,
      number: plain,
      text: plain,
      created_at: plain,
      created_by: plain,
    },
    consent_decisions: {
      id: plain,
      // Both customers' decisions stay: the latest of them all is the one that counts.
      customer_id: ref('customers', { onMerge: 'repoint' }),
      purpose_id: ref('consent_purposes'),
      channel: plain,
      state: plain,
      decision_id: ref('consent_decisions'),
      decided_at: plain,
      expires_at: plain,
      method: plain,
      source: personal('text'),
      wording_id: ref('consent_wordings'),
      note: personal('text'),
      evidence: personal('text'),
      recorded_at: plain,
      recorded_by_kind: plain,
      recorded_by: plain,
    },
    consent_states: {
      customer_id: ref('customers', { onMerge: 'rebuild' }),
      purpose_id: ref('consent_purposes'),
      channel: plain,
      state: plain,
      decision_id: plain,
      decided_at: plain,
      expires_at: plain,
    },
  },
  events: {
    'consent.recorded': {
      payload,
      words: { en: (e) => what(e, 'en'), nl: (e) => what(e, 'nl') },
    },
    'consent.corrected': {
      payload,
      words: {
        en: (e) => `Struck out as recorded wrongly: ${what(e, 'en')}`,
        nl: (e) => `Doorgehaald als verkeerd vastgelegd: ${what(e, 'nl')}`,
      },
    },
    'consent.reinstated': {
      payload,
      words: {
        en: (e) => `Counts again: ${what(e, 'en')}`,
        nl: (e) => `Telt weer mee: ${what(e, 'nl')}`,
      },
    },
  },
  history: { consent: consentHistory },
  records: { consent: consentKind },
  transfer,
  demo,
  contract: consentsContract,
  routes,
})
