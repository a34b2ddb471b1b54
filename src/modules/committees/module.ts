import { personal, plain, ref } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { deletionBlockers } from './blockers.ts'
import { committeesContract } from './contract.ts'
import { historyOf } from './dated-history.ts'
import { demo } from './demo.ts'
import { events } from './events.ts'
import { prospectKind } from './prospect-kind.ts'
import { prospectTransfer } from './prospect-transfer.ts'
import { recordKinds } from './record-kinds.ts'
import { roleKind } from './role.ts'
import { routes } from './routes.ts'
import { solicitorKind } from './solicitor.ts'
import { termKind } from './term-kind.ts'
import { termTransfer } from './term-transfer.ts'

const customer = ref('customers', { onMerge: 'repoint' })
/** Who was asked by their other self is asked by nobody. */
const asked = ref('customers', { onMerge: 'repoint', onSelf: 'remove' })
const kept = { created_at: plain, updated_at: plain, version: plain } as const
const span = { from_on: plain, until_on: plain } as const

/**
 * Offices that individuals hold for a time: positions in committees, roles, and soliciting customers for gifts. What is
 * past, current or to come follows from the dates; nothing is deleted when it ends.
 */
export const committeesModule = defineModule({
  name: 'committees',
  uses: ['customers'],
  permissions: {
    area: 'committees',
    moreAreas: ['solicitors'],
    beginWith: {
      committees: { 'Front desk': 'write', Bookkeeper: 'read', 'Read only': 'read' },
      // Who might give how much is not for every desk.
      solicitors: { Bookkeeper: 'read' },
    },
  },
  tables: {
    committees: {
      id: plain,
      name: plain,
      name_key: plain,
      description: plain,
      parent_id: ref('committees'),
      ...span,
      ...kept,
    },
    committee_positions: {
      id: plain,
      committee_id: ref('committees'),
      name: plain,
      name_key: plain,
      seats: plain,
      exclusive: plain,
      term_months: plain,
      place: plain,
      until_on: plain,
      ...kept,
    },
    committee_terms: {
      id: plain,
      committee_id: ref('committees'),
      position_id: ref('committee_positions'),
      customer_id: customer,
      ...span,
      end_reason: personal('text'),
      planned_until_on: plain,
      beyond_seats: plain,
      note: personal('text'),
      ...kept,
    },
    role_types: {
      id: plain,
      name: plain,
      name_key: plain,
      retired_at: plain,
      created_at: plain,
      version: plain,
    },
    customer_roles: {
      id: plain,
      customer_id: customer,
      type_id: ref('role_types'),
      ...span,
      note: personal('text'),
      ...kept,
    },
    solicitors: {
      id: plain,
      customer_id: ref('customers', { onMerge: 'repoint', onCollision: 'keep-survivors' }),
      status: plain,
      since_on: plain,
      note: personal('text'),
      ...kept,
    },
    prospects: {
      id: plain,
      customer_id: asked,
      solicitor_id: asked,
      stage: plain,
      target_amount: plain,
      target_currency: plain,
      ...span,
      end_reason: personal('text'),
      note: personal('text'),
      ...kept,
    },
  },
  events,
  history: {
    committee_term: historyOf(termKind),
    customer_role: historyOf(roleKind),
    solicitor: historyOf(solicitorKind),
    prospect: historyOf(prospectKind),
  },
  records: recordKinds,
  transfer: async () => [termTransfer, prospectTransfer],
  demo,
  blocks: { deletion: deletionBlockers },
  contract: committeesContract,
  routes,
})
