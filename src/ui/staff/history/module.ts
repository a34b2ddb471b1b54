import type { UiModule } from '../shared/ui-module.ts'

/** Who changed what, when and why; the record as it was; and the way back. */
export const history: UiModule = {
  name: 'history',
  customerTabs: [
    {
      id: 'history',
      label: 'history:tab',
      order: 16,
      permission: 'customers.read',
      load: () => import('./history-tab.tsx'),
    },
  ],
}
