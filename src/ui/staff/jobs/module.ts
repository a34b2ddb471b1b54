import type { UiModule } from '../shared/ui-module.ts'

/** Work in the background, in the top bar while there is some. */
export const jobs: UiModule = {
  name: 'jobs',
  toolbar: [{ id: 'jobs', order: 5, load: () => import('./tray.tsx') }],
}
