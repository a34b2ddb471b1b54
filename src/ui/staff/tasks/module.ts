import { IconChecklist } from '../../kit/icons.ts'
import type { UiModule } from '../shared/ui-module.ts'

/** Work to do: the queue of the staff, and a tab on every customer. */
export const tasks: UiModule = {
  name: 'tasks',
  nav: [
    {
      to: '/tasks',
      label: 'tasks:nav',
      icon: IconChecklist,
      permission: 'tasks.read',
      order: 20,
      keys: 'g t',
    },
  ],
  pages: [
    {
      path: '/tasks',
      title: 'tasks:list.title',
      permission: 'tasks.read',
      load: () => import('./tasks-page.tsx'),
    },
  ],
  commands: ({ t, can, go }) =>
    can('tasks.read') ? [{ id: 'tasks', label: t('tasks:nav'), keys: 'g t', run: () => go('/tasks') }] : [],
  customerFigures: [
    {
      id: 'tasks',
      label: 'tasks:customer.figure',
      order: 30,
      permission: 'tasks.read',
      load: () => import('./customer-figure.tsx'),
    },
  ],
  timelineKinds: [
    {
      kind: 'task',
      label: 'tasks:panel.title',
      icon: IconChecklist,
      permission: 'tasks.read',
      tab: 'tasks',
    },
  ],
  historyKinds: [
    {
      kind: 'task',
      label: 'tasks:one',
      fields: [
        'title',
        'description',
        'subject',
        'assignee',
        'assignee_customer',
        'due_on',
        'remind_at',
        'repeat',
        'done',
      ],
      permission: 'tasks.write',
      tab: 'tasks',
      textField: 'title',
      values: () => import('./history-values.tsx'),
    },
  ],
  customerTabs: [
    {
      id: 'tasks',
      label: 'tasks:panel.title',
      order: 30,
      permission: 'tasks.read',
      load: () => import('./customer-tasks.tsx'),
    },
  ],
}
