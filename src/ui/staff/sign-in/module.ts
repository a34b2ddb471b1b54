import type { UiModule } from '../shared/ui-module.ts'

/** The ways in: everything that happens before somebody is signed in. */
export const signIn: UiModule = {
  name: 'sign-in',
  pages: [
    {
      path: '/sign-in',
      title: 'sign-in:signIn.title',
      frame: 'bare',
      load: () => import('./sign-in-page.tsx'),
    },
    {
      path: '/forgot-password',
      title: 'sign-in:forgot.title',
      frame: 'bare',
      load: () => import('./forgot-page.tsx'),
    },
    {
      path: '/reset-password',
      title: 'sign-in:reset.title',
      frame: 'bare',
      load: () => import('./reset-page.tsx'),
    },
    {
      path: '/invitation/$token',
      title: 'sign-in:invitation.title',
      frame: 'bare',
      load: () => import('./invitation-page.tsx'),
    },
    { path: '/setup', title: 'sign-in:setup.title', frame: 'bare', load: () => import('./setup-page.tsx') },
  ],
}
