import type { UiModule } from '../shared/ui-module.ts'

/** The bell in the top bar. */
export const notifications: UiModule = {
  name: 'notifications',
  toolbar: [{ id: 'bell', order: 10, load: () => import('./bell.tsx') }],
}
