import { looseRef, personal, plain } from '../declaration/columns.ts'
import { defineModule } from '../declaration/define-module.ts'

const customer = looseRef('customers', 'an entry outlives the customer it tells of', { onMerge: 'leave' })
const told = {
  id: plain,
  at: plain,
  actor_kind: plain,
  actor_id: plain,
  action: plain,
  outcome: plain,
  subject_kind: plain,
  subject_id: plain,
  customer_id: customer,
  customer_ids: plain,
  request_id: plain,
  // What was asked, and from where: erased with the customer, while its hash keeps the chain whole.
  payload: personal('text'),
}

/** Who did or looked at what, in a chain of hashes for each workspace. */
export const auditTables = defineModule({
  name: 'audit-trail',
  uses: [],
  tables: {
    audit_pending: told,
    audit_entries: { seq: plain, ...told, salt: plain, payload_hash: plain, hash: plain },
    audit_heads: { total: plain, last_seq: plain, last_hash: plain, sealed_at: plain },
  },
  events: {},
})
