import { looseRef, personal, plain } from '../declaration/columns.ts'
import { defineModule } from '../declaration/define-module.ts'

/** What was changed in the records of customers, by whom and why. */
export const historyTables = defineModule({
  name: 'record-changes',
  uses: [],
  tables: {
    record_changes: {
      customer_id: looseRef(
        'customers',
        'written in millions by imports, always beside the customer itself',
        {
          onMerge: 'repoint',
        },
      ),
      id: plain,
      at: plain,
      kind: plain,
      record_id: plain,
      action: plain,
      reason: plain,
      operation_id: plain,
      actor_kind: plain,
      actor_id: plain,
      version: plain,
      // Classed field by field: each has the meaning of its column in the declaration of its module.
      changes: personal('text'),
      copy: plain,
    },
  },
  events: {},
})
