import type en from './en.ts'

export default {
  tab: 'Documenten',
} satisfies Record<keyof typeof en, string>
