import { IconUsersGroup } from '../../kit/icons.ts'
import type { UiModule } from '../shared/ui-module.ts'

const permission = 'relationships.read'
const historical = { permission: 'relationships.write', tab: 'relationships' }

/** Who stands how to whom: a tab and a panel on every customer, and the types in the settings. */
export const relationships: UiModule = {
  name: 'relationships',
  pages: [
    {
      path: '/settings/relationship-types',
      title: 'relationships:types.title',
      permission,
      load: () => import('./types-page.tsx'),
    },
  ],
  settings: [
    {
      id: 'relationship-types',
      title: 'relationships:types.title',
      hint: 'relationships:types.hint',
      permission,
      order: 78,
    },
  ],
  customerTabs: [
    {
      id: 'relationships',
      label: 'relationships:tab',
      order: 25,
      permission,
      load: () => import('./tab.tsx'),
    },
  ],
  customerPanels: [
    {
      id: 'nearest',
      label: 'relationships:nearest',
      order: 10,
      permission,
      load: () => import('./nearest-panel.tsx'),
    },
  ],
  timelineKinds: [
    {
      kind: 'relationship',
      label: 'relationships:tab',
      icon: IconUsersGroup,
      permission,
      tab: 'relationships',
    },
    {
      kind: 'household',
      label: 'relationships:household',
      icon: IconUsersGroup,
      permission,
      tab: 'relationships',
    },
  ],
  historyKinds: [
    {
      kind: 'relationship',
      label: 'relationships:one',
      fields: [
        'title',
        'started_on',
        'ended_on',
        'from_manages',
        'from_buys',
        'to_manages',
        'to_buys',
        'note',
      ],
      textField: 'title',
      ...historical,
      values: () => import('./history-values.tsx'),
    },
    {
      kind: 'household',
      label: 'relationships:household',
      fields: ['name', 'street', 'extra', 'postcode', 'city', 'region', 'country'],
      ...historical,
    },
    {
      kind: 'household-member',
      label: 'relationships:membership',
      fields: ['role', 'started_on', 'ended_on'],
      ...historical,
      values: () => import('./history-values.tsx'),
    },
  ],
}
