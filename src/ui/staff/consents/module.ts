import { IconShieldCheck } from '../../kit/icons.ts'
import type { UiModule } from '../shared/ui-module.ts'

/** What customers agreed to: a tab and a figure on their page, and the purposes in the settings. */
export const consents: UiModule = {
  name: 'consents',
  pages: [
    {
      path: '/settings/consents',
      title: 'consents:settings.title',
      permission: 'consents.read',
      load: () => import('./purposes-page.tsx'),
    },
  ],
  settings: [
    {
      id: 'consents',
      title: 'consents:settings.title',
      hint: 'consents:settings.hint',
      permission: 'consents.read',
      order: 92,
    },
  ],
  customerFigures: [
    {
      id: 'consents',
      label: 'consents:figure',
      order: 60,
      permission: 'consents.read',
      load: () => import('./customer-figure.tsx'),
    },
  ],
  customerTabs: [
    {
      id: 'consents',
      label: 'consents:title',
      order: 60,
      permission: 'consents.read',
      load: () => import('./customer-consents.tsx'),
    },
  ],
  timelineKinds: [
    {
      kind: 'consent',
      label: 'consents:title',
      icon: IconShieldCheck,
      permission: 'consents.read',
      tab: 'consents',
    },
  ],
  historyKinds: [
    {
      kind: 'consent',
      label: 'consents:one',
      fields: [
        'purpose',
        'channel',
        'state',
        'decided_at',
        'method',
        'source',
        'wording',
        'note',
        'evidence',
      ],
      permission: 'consents.write',
      tab: 'consents',
      textField: 'purpose',
      whole: true,
      values: () => import('./history-values.tsx'),
    },
  ],
}
