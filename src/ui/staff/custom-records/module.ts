import { IconBox } from '../../kit/icons.ts'
import type { UiModule } from '../shared/ui-module.ts'
import { useRecordTabs } from './record-types.ts'

/** Records of types that the workspace defined: a list for each, a tab on the customers that have some. */
export const customRecords: UiModule = {
  name: 'custom-records',
  nav: [
    {
      to: '/records',
      label: 'custom-records:nav',
      icon: IconBox,
      permission: 'custom-records.read',
      order: 40,
      keys: 'g o',
    },
  ],
  pages: [
    {
      path: '/records',
      title: 'custom-records:nav',
      permission: 'custom-records.read',
      load: () => import('./first-type-page.tsx'),
    },
    {
      path: '/records/$type',
      title: 'custom-records:nav',
      permission: 'custom-records.read',
      load: () => import('./records-page.tsx'),
    },
    {
      path: '/records/open/$id',
      title: 'custom-records:nav',
      permission: 'custom-records.read',
      load: () => import('./open-page.tsx'),
    },
    {
      path: '/settings/record-types',
      title: 'custom-records:settings.title',
      permission: 'fields.full',
      load: () => import('./types-page.tsx'),
    },
    {
      path: '/settings/record-types/$type',
      title: 'custom-records:settings.title',
      permission: 'fields.full',
      load: () => import('./type-page.tsx'),
    },
  ],
  settings: [
    {
      id: 'record-types',
      title: 'custom-records:settings.title',
      hint: 'custom-records:settings.hint',
      permission: 'fields.full',
      order: 76,
    },
  ],
  commands: ({ t, can, go }) =>
    can('custom-records.read')
      ? [{ id: 'custom-records', label: t('custom-records:nav'), keys: 'g o', run: () => go('/records') }]
      : [],
  useCustomerTabs: useRecordTabs,
  timelineKinds: [
    {
      kind: 'record',
      label: 'custom-records:nav',
      icon: IconBox,
      permission: 'custom-records.read',
    },
  ],
  historyKinds: [
    {
      kind: 'record',
      label: 'custom-records:one',
      fields: ['type'],
      permission: 'custom-records.write',
      textField: 'type',
    },
  ],
}
