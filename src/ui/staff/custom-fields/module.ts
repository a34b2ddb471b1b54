import type { UiModule } from '../shared/ui-module.ts'

/** Fields that a workspace adds to its customers and tasks. */
export const customFields: UiModule = {
  name: 'custom-fields',
  pages: [
    {
      path: '/settings/custom-fields',
      title: 'custom-fields:title',
      permission: 'fields.read',
      load: () => import('./custom-fields-page.tsx'),
    },
  ],
  settings: [
    {
      id: 'custom-fields',
      title: 'custom-fields:title',
      hint: 'custom-fields:hint',
      permission: 'fields.read',
      order: 75,
    },
  ],
}
