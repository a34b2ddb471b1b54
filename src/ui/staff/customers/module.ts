import { IconNote, IconUser, IconUsers } from '../../kit/icons.ts'
import type { UiModule } from '../shared/ui-module.ts'
import { prefetchList } from './list/kept-lists.ts'
import { CustomerListPage } from './list/page.tsx'
import { customerCommands, customerSearch } from './list/palette.tsx'
import { prefetchRecord } from './record/prefetch.ts'

const figures = () => import('./record/figures.tsx')

export const customers: UiModule = {
  name: 'customers',
  nav: [
    {
      to: '/customers',
      label: 'customers:list.title',
      icon: IconUsers,
      order: 10,
      keys: 'g c',
      permission: 'customers.read',
    },
  ],
  pages: [
    // The first page that most people see is part of the first download.
    {
      path: '/customers',
      title: 'customers:list.title',
      permission: 'customers.read',
      component: CustomerListPage,
      prefetch: ({ search }) => prefetchList(search),
    },
    {
      path: '/customers/new',
      title: 'customers:add.title',
      permission: 'customers.write',
      load: () => import('./add/page.tsx'),
    },
    {
      path: '/customers/$id',
      title: 'customers:record.title',
      permission: 'customers.read',
      load: () => import('./record/page.tsx'),
      prefetch: ({ params }) => prefetchRecord(params['id'] ?? ''),
    },
  ],
  customerTabs: [
    {
      id: 'overview',
      label: 'customers:record.tab.overview',
      order: 10,
      load: () => import('./record/overview-tab.tsx'),
    },
    {
      id: 'timeline',
      label: 'customers:record.tab.timeline',
      order: 15,
      load: () => import('./record/timeline-tab.tsx'),
    },
    {
      id: 'notes',
      label: 'customers:record.tab.notes',
      order: 20,
      permission: 'notes.read',
      load: () => import('./record/notes-tab.tsx'),
    },
  ],
  customerFigures: [
    {
      id: 'since',
      label: 'customers:record.figure.since',
      order: 10,
      load: async () => ({ default: (await figures()).Since }),
    },
    {
      id: 'timeline',
      label: 'customers:record.figure.activity',
      order: 20,
      load: async () => ({ default: (await figures()).LastActivity }),
    },
    {
      id: 'notes',
      label: 'customers:record.figure.notes',
      order: 40,
      permission: 'notes.read',
      load: async () => ({ default: (await figures()).NoteCount }),
    },
  ],
  timelineKinds: [
    { kind: 'customer', label: 'customers:record.timeline.kind.customer', icon: IconUser },
    {
      kind: 'note',
      label: 'customers:record.timeline.kind.note',
      icon: IconNote,
      permission: 'notes.read',
      tab: 'notes',
    },
  ],
  historyKinds: [
    {
      kind: 'customer',
      label: 'customers:record.title',
      fields: [
        'kind',
        'status',
        'name_prefix',
        'first_name',
        'last_name',
        'name_suffix',
        'company_name',
        'job_title',
        'emails',
        'phones',
        'addresses',
        'birthday',
        'gender',
        'language',
        'website',
        'vat_number',
        'group',
        'tags',
        'security_groups',
        'photo',
      ],
      permission: 'customers.write',
      values: () => import('./record/history-values.tsx'),
    },
    {
      kind: 'note',
      label: 'customers:record.note.one',
      fields: ['body', 'pinned'],
      permission: 'notes.write',
      tab: 'notes',
      textField: 'body',
      whole: true,
      values: () => import('./record/note-history-values.ts'),
    },
  ],
  search: [customerSearch],
  commands: customerCommands,
}
