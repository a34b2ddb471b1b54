import type en from './en.ts'

export default {
  title: 'Eigen velden',
  hint: 'Leg vast wat voor u telt en nog geen eigen veld heeft.',
  yes: 'Ja',
  no: 'Nee',
  'filter.from': 'Van',
  'filter.to': 'Tot en met',
  'filter.any': 'Alles',
  'filter.filled': 'Ingevuld',
  'filter.empty': 'Niet ingevuld',
  'filter.fields': 'Eigen velden',
  'filter.find': 'Veld zoeken',
  'filter.gone': 'Onbekend veld',
  'filter.unread': 'niet begrepen: {{text}}',
  'range.from': 'vanaf {{from}}',
  'range.to': 'tot en met {{to}}',
  'range.both': '{{from}} – {{to}}',
} satisfies Record<keyof typeof en, string>
