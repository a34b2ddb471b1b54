import type en from './en.ts'

export default {
  nav: 'Auditspoor',
  title: 'Auditspoor',
  whoLooked: 'Wie bekeek deze klant',
} satisfies Record<keyof typeof en, string>
