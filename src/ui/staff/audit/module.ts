import { IconHistory } from '../../kit/icons.ts'
import type { UiModule } from '../shared/ui-module.ts'

/** Who did or looked at what. */
export const audit: UiModule = {
  name: 'audit',
  nav: [
    {
      to: '/audit',
      label: 'audit:nav',
      icon: IconHistory,
      permission: 'audit.read',
      order: 80,
      group: 'settings',
      keys: 'g a',
    },
  ],
  pages: [
    {
      path: '/audit',
      title: 'audit:title',
      permission: 'audit.read',
      load: () => import('./audit-page.tsx'),
    },
  ],
  commands: ({ t, can, go }) =>
    can('audit.read') ? [{ id: 'audit', label: t('audit:nav'), keys: 'g a', run: () => go('/audit') }] : [],
  customerActions: (customer, { t, can, go }) =>
    can('audit.read')
      ? [
          {
            id: 'who-looked',
            label: t('audit:whoLooked'),
            onSelect: () => go(`/audit?customer=${customer.id}`),
          },
        ]
      : [],
}
