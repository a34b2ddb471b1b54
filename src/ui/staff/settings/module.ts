import { IconSettings } from '../../kit/icons.ts'
import type { UiModule, UiPage } from '../shared/ui-module.ts'
import { ownSections } from './own-sections.ts'

const pages: UiPage[] = ownSections.map(({ id, title, permission, load }) => ({
  path: `/settings/${id}`,
  title,
  permission,
  load,
}))

/** Everything that is set once and looked up seldom: oneself, the workspace, users and their rights. */
export const settings: UiModule = {
  name: 'settings',
  nav: [
    { to: '/settings', label: 'settings:nav', icon: IconSettings, order: 90, group: 'settings', keys: 'g s' },
  ],
  pages: [{ path: '/settings', title: 'settings:nav', load: () => import('./overview-page.tsx') }, ...pages],
  settings: ownSections,
}
