import { plain } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { jobsContract } from './contract.ts'
import { routes } from './routes.ts'

/** Long work that a person waits for: started by other modules, watched and stopped here. */
export const jobsModule = defineModule({
  name: 'jobs',
  uses: [],
  tables: {
    background_jobs: {
      id: plain,
      kind: plain,
      state: plain,
      requested_by: plain,
      // Ids and filters as the person chose them; a filter may hold a name, so both go with the job after 30 days.
      input: plain,
      total: plain,
      done: plain,
      failed: plain,
      result: plain,
      error: plain,
      cancel_requested: plain,
      created_at: plain,
      started_at: plain,
      finished_at: plain,
    },
  },
  events: {},
  contract: jobsContract,
  routes,
})
