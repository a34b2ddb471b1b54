import { IconFile } from '../../kit/icons.ts'
import type { UiModule } from '../shared/ui-module.ts'

/** Files that hang on a customer: a tab of the record page. */
export const documents: UiModule = {
  name: 'documents',
  timelineKinds: [
    {
      kind: 'document',
      label: 'documents:tab',
      icon: IconFile,
      permission: 'documents.read',
      tab: 'documents',
    },
  ],
  historyKinds: [
    {
      kind: 'document',
      label: 'documents:one',
      fields: ['title', 'description', 'kind', 'file'],
      permission: 'documents.write',
      tab: 'documents',
      textField: 'title',
      values: () => import('./history-values.tsx'),
    },
  ],
  customerTabs: [
    {
      id: 'documents',
      label: 'documents:tab',
      order: 50,
      permission: 'documents.read',
      load: () => import('./documents-tab.tsx'),
    },
  ],
}
