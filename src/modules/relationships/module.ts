import { personal, plain, ref } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { relationshipsContract } from './contract.ts'
import { demo } from './demo.ts'
import { events } from './events.ts'
import { relationshipHistory } from './history.ts'
import { householdHistory, memberHistory } from './households/history.ts'
import { relationshipKind } from './record-kind.ts'
import { removeWhatIsLeft } from './removal.ts'
import { routes } from './routes.ts'
import { transfer } from './transfer.ts'

/** Two that become one are no longer related to each other; what both had with a third stays, to be tidied by hand. */
const end = ref('customers', { onMerge: 'repoint', onSelf: 'remove' })

/** Who stands how to whom, who may act for whom, and who lives together. */
export const relationshipsModule = defineModule({
  name: 'relationships',
  uses: ['search', 'accounts', 'customers'],
  permissions: {
    area: 'relationships',
    beginWith: { relationships: { 'Front desk': 'write', Bookkeeper: 'read', 'Read only': 'read' } },
  },
  tables: {
    relationship_types: {
      id: plain,
      builtin: plain,
      category: plain,
      from_name: plain,
      to_name: plain,
      name_key: plain,
      mutual: plain,
      from_kind: plain,
      to_kind: plain,
      only_one_from: plain,
      only_one_to: plain,
      acyclic: plain,
      from_manages: plain,
      from_buys: plain,
      to_manages: plain,
      to_buys: plain,
      position: plain,
      retired_at: plain,
      created_at: plain,
      version: plain,
    },
    relationships: {
      id: plain,
      type_id: ref('relationship_types'),
      from_id: end,
      to_id: end,
      title: personal('text'),
      started_on: plain,
      ended_on: plain,
      from_manages: plain,
      from_buys: plain,
      to_manages: plain,
      to_buys: plain,
      note: personal('text'),
      created_by: plain,
      created_at: plain,
      updated_at: plain,
      version: plain,
    },
    households: {
      id: plain,
      name: personal('name'),
      street: personal('address'),
      extra: personal('address'),
      postcode: personal('address'),
      city: personal('address'),
      region: personal('address'),
      country: plain,
      created_at: plain,
      updated_at: plain,
      version: plain,
    },
    household_members: {
      id: plain,
      household_id: ref('households'),
      customer_id: ref('customers', { onMerge: 'repoint' }),
      role: plain,
      started_on: plain,
      ended_on: plain,
      created_at: plain,
      updated_at: plain,
      version: plain,
    },
  },
  events,
  history: {
    relationship: relationshipHistory,
    household: householdHistory,
    'household-member': memberHistory,
  },
  records: { relationship: relationshipKind },
  removes: { households: removeWhatIsLeft },
  transfer,
  demo,
  contract: relationshipsContract,
  routes,
})
