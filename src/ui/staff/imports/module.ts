import { IconUpload } from '../../kit/icons.ts'
import type { UiModule } from '../shared/ui-module.ts'

/** Customers and records of other kinds brought in from files: looked at, tried out, and then imported. And out again. */
export const imports: UiModule = {
  name: 'imports',
  nav: [
    {
      to: '/imports',
      label: 'imports:nav',
      icon: IconUpload,
      permission: 'customers.import',
      order: 30,
      keys: 'g i',
    },
  ],
  pages: [
    {
      path: '/imports',
      title: 'imports:list.title',
      permission: 'customers.import',
      load: () => import('./imports-page.tsx'),
    },
    {
      path: '/exports',
      title: 'imports:export.title',
      permission: 'customers.export',
      load: () => import('./exports-page.tsx'),
    },
    {
      path: '/imports/$id',
      title: 'imports:page.title',
      permission: 'customers.import',
      load: () => import('./import-page.tsx'),
    },
  ],
  commands: ({ t, can, go }) => [
    ...(can('customers.import')
      ? [
          {
            id: 'import',
            label: t('imports:list.title'),
            also: 'csv excel xlsx vcard upload migrate',
            keys: 'g i',
            run: () => go('/imports'),
          },
        ]
      : []),
    ...(can('customers.export')
      ? [
          {
            id: 'export',
            label: t('imports:export.link'),
            also: t('imports:export.also'),
            run: () => go('/exports'),
          },
        ]
      : []),
  ],
}
