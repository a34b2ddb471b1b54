import { personal, plain, ref } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { tasksContract } from './contract.ts'
import { taskHistory } from './history.ts'
import { taskKind } from './record-kind.ts'
import { remindAll } from './reminders.ts'
import { removeOfCustomers } from './removal.ts'
import { routes } from './routes.ts'
import { transfer } from './transfer.ts'
import { wordOlder } from './words.ts'

const title = { payload: { title: 'text' } } as const

/** Work to do for a customer, given to a member of staff. */
export const tasksModule = defineModule({
  name: 'tasks',
  uses: ['customers', 'accounts', 'notifications'],
  permissions: {
    area: 'tasks',
    beginWith: { tasks: { 'Front desk': 'write', Bookkeeper: 'write', 'Read only': 'read' } },
  },
  tables: {
    tasks: {
      id: plain,
      customer_id: ref('customers', { onMerge: 'repoint' }),
      title: personal('text'),
      description: personal('text'),
      subject_kind: plain,
      subject_id: plain,
      subject_title: personal('text'),
      assignee_id: ref('staff_members'),
      assignee_customer_id: ref('customers', { onMerge: 'repoint' }),
      due_on: plain,
      remind_at: plain,
      reminded_at: plain,
      repeat_unit: plain,
      repeat_every: plain,
      created_by: plain,
      created_at: plain,
      updated_at: plain,
      done_at: plain,
      done_by: plain,
      version: plain,
      // Classed field by field, in the definitions.
      custom: personal('text'),
    },
  },
  events: {
    'task.added': {
      ...title,
      words: { en: (e) => `Task added: ${e['title']}`, nl: (e) => `Taak toegevoegd: ${e['title']}` },
    },
    'task.changed': {
      ...title,
      words: { en: (e) => `Task changed: ${e['title']}`, nl: (e) => `Taak gewijzigd: ${e['title']}` },
    },
    'task.done': {
      ...title,
      words: { en: (e) => `Task done: ${e['title']}`, nl: (e) => `Taak gedaan: ${e['title']}` },
    },
    'task.reopened': {
      ...title,
      words: { en: (e) => `Task opened again: ${e['title']}`, nl: (e) => `Taak heropend: ${e['title']}` },
    },
    'task.changes_undone': {
      ...title,
      words: {
        en: (e) => `Change of a task undone: ${e['title']}`,
        nl: (e) => `Wijziging van een taak ongedaan gemaakt: ${e['title']}`,
      },
    },
    'task.restored': {
      ...title,
      words: {
        en: (e) => `Task brought back: ${e['title']}`,
        nl: (e) => `Taak teruggehaald: ${e['title']}`,
      },
    },
    'task.deleted': {
      ...title,
      words: { en: (e) => `Task deleted: ${e['title']}`, nl: (e) => `Taak verwijderd: ${e['title']}` },
    },
  },
  history: { task: taskHistory },
  customFields: {
    task: {
      table: 'tasks',
      words: { en: 'Tasks', nl: 'Taken' },
      permissions: { read: 'tasks.read', write: 'tasks.write', full: 'tasks.full' },
    },
  },
  removes: { tasks: removeOfCustomers },
  records: { task: taskKind },
  transfer,
  contract: tasksContract,
  routes,
  schedule: {
    'tasks.remind': { every: '* * * * *', run: remindAll },
    'tasks.words': { every: '37 2 * * *', run: wordOlder },
  },
})
