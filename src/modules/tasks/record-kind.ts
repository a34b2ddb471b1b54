import type { RecordKind } from '#capabilities/declaration/record-kind.ts'
import { findTasks } from './queries.ts'

/** How others call a task. */
export const taskKind: RecordKind = {
  words: { en: 'Task', nl: 'Taak' },
  permission: 'tasks.read',
  describe: async (ctx, ids) =>
    (await findTasks(ctx, ids, 'read')).map(({ id, title, customer, due_on }) => ({
      id,
      customerId: customer.id,
      title,
      detail: due_on,
    })),
  path: ({ id, customerId }) => `/customers/${customerId}?tab=tasks&subject=${id}`,
}
