import { IconCash, IconUsersGroup } from '../../kit/icons.ts'
import type { UiModule } from '../shared/ui-module.ts'

/** Committees and who holds what in them, roles of individuals, and who asks whom for gifts. */
export const committees: UiModule = {
  name: 'committees',
  nav: [
    {
      to: '/committees',
      label: 'committees:nav',
      icon: IconUsersGroup,
      permission: 'committees.read',
      order: 40,
      keys: 'g m',
    },
  ],
  pages: [
    {
      path: '/committees',
      title: 'committees:nav',
      permission: 'committees.read',
      load: () => import('./committees-page.tsx'),
    },
    {
      path: '/committees/vacancies',
      title: 'committees:title.vacancies',
      permission: 'committees.read',
      load: () => import('./vacancies-page.tsx'),
    },
    {
      path: '/committees/roles',
      title: 'committees:title.roles',
      permission: 'committees.read',
      load: () => import('./roles-page.tsx'),
    },
    {
      path: '/committees/solicitors',
      title: 'committees:title.solicitors',
      permission: 'solicitors.read',
      load: () => import('./solicitors-page.tsx'),
    },
    {
      path: '/committees/solicitors/$id',
      title: 'committees:title.solicitors',
      permission: 'solicitors.read',
      load: () => import('./portfolio-page.tsx'),
    },
    {
      path: '/committees/$id',
      title: 'committees:nav',
      permission: 'committees.read',
      load: () => import('./roster-page.tsx'),
    },
    {
      path: '/settings/roles',
      title: 'committees:title.roles',
      permission: 'committees.read',
      load: () => import('./role-types-page.tsx'),
    },
  ],
  settings: [
    {
      id: 'roles',
      title: 'committees:title.roles',
      hint: 'committees:roles.hint',
      permission: 'committees.read',
      order: 85,
    },
  ],
  commands: ({ t, can, go }) => [
    ...(can('committees.read')
      ? [
          { id: 'committees', label: t('committees:nav'), keys: 'g m', run: () => go('/committees') },
          {
            id: 'committee-vacancies',
            label: t('committees:title.vacancies'),
            run: () => go('/committees/vacancies'),
          },
        ]
      : []),
    ...(can('solicitors.read')
      ? [
          {
            id: 'solicitors',
            label: t('committees:title.solicitors'),
            run: () => go('/committees/solicitors'),
          },
        ]
      : []),
  ],
  customerTabs: [
    {
      id: 'committees',
      label: 'committees:customer.tab',
      order: 52,
      permission: 'committees.read',
      applies: ({ kind }) => kind === 'individual',
      load: () => import('./customer-offices.tsx'),
    },
    {
      id: 'solicitation',
      label: 'committees:customer.solicitation',
      order: 54,
      permission: 'solicitors.read',
      load: () => import('./customer-solicitation.tsx'),
    },
  ],
  timelineKinds: [
    {
      kind: 'committee_term',
      label: 'committees:nav',
      icon: IconUsersGroup,
      permission: 'committees.read',
      tab: 'committees',
    },
    {
      kind: 'customer_role',
      label: 'committees:title.roles',
      icon: IconUsersGroup,
      permission: 'committees.read',
      tab: 'committees',
    },
    {
      kind: 'solicitor',
      label: 'committees:title.solicitors',
      icon: IconCash,
      permission: 'solicitors.read',
      tab: 'solicitation',
    },
    {
      kind: 'prospect',
      label: 'committees:customer.solicitation',
      icon: IconCash,
      permission: 'solicitors.read',
      tab: 'solicitation',
    },
  ],
  historyKinds: [
    {
      kind: 'committee_term',
      label: 'committees:one.term',
      fields: [
        'committee',
        'position',
        'from_on',
        'until_on',
        'end_reason',
        'planned_until_on',
        'beyond_seats',
        'note',
      ],
      permission: 'committees.write',
      tab: 'committees',
      values: () => import('./history-values.ts'),
    },
    {
      kind: 'customer_role',
      label: 'committees:one.role',
      fields: ['type', 'from_on', 'until_on', 'note'],
      permission: 'committees.write',
      tab: 'committees',
      values: () => import('./history-values.ts'),
    },
    {
      kind: 'solicitor',
      label: 'committees:one.solicitor',
      fields: ['status', 'since_on', 'note'],
      permission: 'solicitors.write',
      tab: 'solicitation',
      values: () => import('./history-values.ts'),
    },
    {
      kind: 'prospect',
      label: 'committees:one.prospect',
      fields: ['solicitor', 'stage', 'target', 'from_on', 'until_on', 'end_reason', 'note'],
      permission: 'solicitors.write',
      tab: 'solicitation',
      values: () => import('./history-values.ts'),
    },
  ],
}
