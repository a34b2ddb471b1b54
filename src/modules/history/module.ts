import { looseRef, plain, ref } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { historyContract } from './contract.ts'
import { jobs } from './jobs.ts'
import { routes } from './routes.ts'

/** Changes of records, records as they were, and taking operations back. Which records there are, it does not know. */
export const historyModule = defineModule({
  name: 'history',
  uses: ['jobs'],
  tables: {
    undos: {
      id: plain,
      operation_id: plain,
      job_id: looseRef('background_jobs', 'jobs are forgotten after 30 days'),
      undone: plain,
      deleted: plain,
      kept: plain,
      requested_by: plain,
      created_at: plain,
    },
    undo_kept: {
      undo_id: ref('undos'),
      id: plain,
      customer_id: looseRef(
        'customers',
        'a hundred thousand of them in one statement, and none outlives its customer',
        {
          onMerge: 'repoint',
        },
      ),
      kind: plain,
      record_id: plain,
      field: plain,
      reason: plain,
    },
  },
  events: {},
  contract: historyContract,
  routes,
  jobs,
})
