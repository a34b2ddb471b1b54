import type { ComponentType } from 'react'
import type { SettingsEntry } from '../shared/ui-module.ts'

type Section = SettingsEntry & { load: () => Promise<{ default: ComponentType }> }

const section = (
  order: number,
  id: string,
  permission: string | undefined,
  load: Section['load'],
): Section => ({
  id,
  title: `settings:${id}.title`,
  hint: `settings:${id}.hint`,
  ...(permission && { permission }),
  order,
  load,
})

/** The pages of this module. */
export const ownSections: Section[] = [
  section(10, 'profile', undefined, () => import('./profile-page.tsx')),
  section(20, 'security', undefined, () => import('./security-page.tsx')),
  section(30, 'workspace', 'settings.full', () => import('./workspace-page.tsx')),
  section(40, 'users', 'users.read', () => import('./users-page.tsx')),
  section(50, 'security-groups', 'users.read', () => import('./security-groups-page.tsx')),
  section(60, 'api-keys', 'users.full', () => import('./api-keys-page.tsx')),
  section(70, 'customer-groups', 'customers.read', () => import('./customer-groups-page.tsx')),
  section(80, 'tags', 'customers.read', () => import('./tags-page.tsx')),
  section(90, 'segments', 'customers.read', () => import('./segments-page.tsx')),
  section(100, 'outbox', 'settings.full', () => import('./outbox-page.tsx')),
]
