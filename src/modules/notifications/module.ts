import { personal, plain, ref } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { notificationsContract } from './contract.ts'
import { routes } from './routes.ts'

/** What staff should know: shown live in the toolbar, unread until read. */
export const notificationsModule = defineModule({
  name: 'notifications',
  uses: ['accounts'],
  tables: {
    notifications: {
      id: plain,
      recipient_id: ref('staff_members'),
      kind: plain,
      customer_id: ref('customers', { onMerge: 'repoint' }),
      subject_id: plain,
      payload: personal('text'),
      created_at: plain,
      read_at: plain,
    },
  },
  events: {},
  contract: notificationsContract,
  routes,
})
