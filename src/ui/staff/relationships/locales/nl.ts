import type en from './en.ts'

export default {
  tab: 'Relaties',
  nearest: 'Naasten',
  household: 'Huishouden',
  'types.title': 'Relatietypen',
  'types.hint': 'Wat klanten van elkaar kunnen zijn, in uw woorden: werknemer en werkgever, ouder en kind.',
} satisfies Record<keyof typeof en, string>
