import type en from './en.ts'

export default {
  nav: 'Dossiers',
  'settings.title': 'Dossiertypen',
} satisfies Record<keyof typeof en, string>
