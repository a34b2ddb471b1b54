import type en from './en.ts'

export default {
  title: 'Toestemmingen',
  figure: 'Toestemmingen',
  'settings.title': 'Toestemmingen',
} satisfies Record<keyof typeof en, string>
