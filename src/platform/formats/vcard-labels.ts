import { collapse } from '#lib/text.ts'
import type { Property } from './vcard-lines.ts'

const APPLE: Record<string, string> = {
  Home: 'home',
  Work: 'work',
  Mobile: 'mobile',
  Main: 'main',
  HomeFAX: 'home fax',
  WorkFAX: 'work fax',
  OtherFAX: 'fax',
  Pager: 'pager',
  Other: 'other',
  HomePage: 'home',
}

/** `work`, `home`, `mobile`, `work fax`, … from the types, or the label a person gave (`X-ABLabel`). */
export const labelOf = (property: Property, labels: Map<string, string>): string => {
  const own = property.group ? labels.get(property.group) : undefined
  if (own !== undefined) {
    const apple = /^_\$!<(.*)>!\$_$/.exec(own)?.[1]
    return apple === undefined ? collapse(own).slice(0, 60) : (APPLE[apple] ?? apple.toLowerCase())
  }
  const types = new Set((property.params.get('TYPE') ?? []).map((type) => type.trim().toLowerCase()))
  const place = types.has('work') ? 'work' : types.has('home') || types.has('dom') ? 'home' : ''
  if (types.has('fax')) return place ? `${place} fax` : 'fax'
  if (types.has('pager')) return 'pager'
  if (types.has('cell') || types.has('mobile') || types.has('iphone'))
    return place === 'work' ? 'work mobile' : 'mobile'
  if (place) return place
  if (types.has('main')) return 'main'
  return types.has('other') ? 'other' : ''
}

/** Rank of preference: 1–100 as in RFC 6350, 1 for the older `TYPE=pref`, 101 for none. */
export const preference = ({ params }: Property): number => {
  const rank = Number(params.get('PREF')?.[0])
  if (rank >= 1 && rank <= 100) return rank
  return params.get('TYPE')?.some((type) => /^pref$/i.test(type)) ? 1 : 101
}

/** Marks the most preferred entry of a list, the first among equals. */
export const markPrimary = <Entry extends { primary: boolean }>(
  entries: { entry: Entry; rank: number }[],
): Entry[] => {
  const best = entries.reduce<number>((lowest, { rank }, i) => (rank < entries[lowest]!.rank ? i : lowest), 0)
  return entries.map(({ entry }, i) => ({ ...entry, primary: i === best }))
}
