import type en from './en.ts'

export default {
  nav: 'Commissies',
  'title.vacancies': 'Vacatures',
  'title.solicitors': 'Fondsenwervers',
  'title.roles': 'Rollen',
  'roles.hint': 'De rollen die personen kunnen hebben, zoals spreker of ambassadeur.',
  'customer.tab': 'Rollen en commissies',
  'customer.solicitation': 'Fondsenwerving',
  'one.term': 'Termijn',
  'one.role': 'Rol',
  'one.solicitor': 'Fondsenwerver',
  'one.prospect': 'Prospect',
} satisfies Record<keyof typeof en, string>
