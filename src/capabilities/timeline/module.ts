import { looseRef, personal, plain } from '../declaration/columns.ts'
import { defineModule } from '../declaration/define-module.ts'

/** What happened to a customer, in every module, newest first. */
export const timelineModule = defineModule({
  name: 'timeline',
  uses: [],
  tables: {
    timeline_entries: {
      customer_id: looseRef(
        'customers',
        'written in millions by imports, always beside the customer itself',
        { onMerge: 'repoint' },
      ),
      id: plain,
      at: plain,
      event: plain,
      actor_kind: plain,
      actor_id: plain,
      subject_id: plain,
      // Classed field by field in the declaration of each event.
      payload: personal('text'),
    },
  },
  events: {},
})
