import type { ComponentType } from 'react'

type Section = { id: string; permission?: string; load: () => Promise<{ default: ComponentType }> }

/** The pages of the settings, in the order in which they are listed. */
export const sections: Section[] = [
  { id: 'profile', load: () => import('./profile-page.tsx') },
  { id: 'security', load: () => import('./security-page.tsx') },
  { id: 'workspace', permission: 'settings.full', load: () => import('./workspace-page.tsx') },
  { id: 'users', permission: 'users.read', load: () => import('./users-page.tsx') },
  { id: 'security-groups', permission: 'users.read', load: () => import('./security-groups-page.tsx') },
  { id: 'api-keys', permission: 'users.full', load: () => import('./api-keys-page.tsx') },
  { id: 'customer-groups', permission: 'customers.read', load: () => import('./customer-groups-page.tsx') },
  { id: 'tags', permission: 'customers.read', load: () => import('./tags-page.tsx') },
  { id: 'segments', permission: 'customers.read', load: () => import('./segments-page.tsx') },
  { id: 'outbox', permission: 'settings.full', load: () => import('./outbox-page.tsx') },
]
