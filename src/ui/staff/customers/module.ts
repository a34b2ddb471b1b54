import { IconUsers } from '../../kit/icons.ts'
import type { UiModule } from '../shared/ui-module.ts'
import { prefetchList } from './list/kept-lists.ts'
import { CustomerListPage } from './list/page.tsx'
import { customerCommands, customerSearch } from './list/palette.tsx'

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
  ],
  search: [customerSearch],
  commands: customerCommands,
}
