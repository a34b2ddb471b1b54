import { looseRef, plain } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { viewsContract } from './contract.ts'
import { routes } from './routes.ts'

/** A list as somebody likes to see it: filter, order and columns under a name, for oneself or for everybody. */
export const viewsModule = defineModule({
  name: 'views',
  uses: ['customers', 'accounts'],
  tables: {
    saved_views: {
      id: plain,
      list: plain,
      name: plain,
      owner_id: looseRef('staff_members', 'a shared view outlives the colleague who made it'),
      shared: plain,
      // What somebody typed into a filter of their own list; it says what they looked for, not who there is.
      filter: plain,
      sort: plain,
      columns: plain,
      created_at: plain,
      version: plain,
    },
  },
  events: {},
  contract: viewsContract,
  routes,
})
