import type { Language } from '#capabilities/declaration/define-module.ts'
import type { TypeInput } from './shapes.ts'

type Side = readonly [from: string, to: string]
type Builtin = { builtin: string; names: Readonly<Record<Language, Side>> } & Pick<TypeInput, 'category'> &
  Partial<Omit<TypeInput, 'category' | 'from_name' | 'to_name'>>

const people = { from_kind: 'individual', to_kind: 'individual' } as const
const staff = { from_kind: 'individual', to_kind: 'organisation' } as const
const organisations = { from_kind: 'organisation', to_kind: 'organisation' } as const
const caring = { from_manages: true, from_buys: true } as const

/** The types that every workspace begins with, in the order in which they are offered. */
export const builtinTypes: readonly Builtin[] = [
  {
    builtin: 'partner',
    category: 'family',
    names: {
      en: ['spouse or partner', 'spouse or partner'],
      nl: ['echtgenoot of partner', 'echtgenoot of partner'],
    },
    mutual: true,
    ...people,
    only_one_from: true,
    only_one_to: true,
    from_manages: true,
    to_manages: true,
  },
  {
    builtin: 'parent',
    category: 'family',
    names: { en: ['parent', 'child'], nl: ['ouder', 'kind'] },
    ...people,
    acyclic: true,
    ...caring,
  },
  {
    builtin: 'guardian',
    category: 'family',
    names: { en: ['guardian', 'ward'], nl: ['voogd', 'pupil'] },
    ...people,
    acyclic: true,
    ...caring,
  },
  {
    builtin: 'sibling',
    category: 'family',
    names: { en: ['sibling', 'sibling'], nl: ['broer of zus', 'broer of zus'] },
    mutual: true,
    ...people,
  },
  {
    builtin: 'relative',
    category: 'family',
    names: { en: ['relative', 'relative'], nl: ['familielid', 'familielid'] },
    mutual: true,
    ...people,
  },
  {
    builtin: 'employee',
    category: 'work',
    names: { en: ['employee', 'employer'], nl: ['werknemer', 'werkgever'] },
    ...staff,
  },
  {
    builtin: 'primary-contact',
    category: 'work',
    names: {
      en: ['primary contact', 'represented organisation'],
      nl: ['eerste contactpersoon', 'vertegenwoordigde organisatie'],
    },
    ...staff,
    only_one_from: true,
    ...caring,
  },
  {
    builtin: 'owner',
    category: 'work',
    names: { en: ['owner', 'business'], nl: ['eigenaar', 'bedrijf'] },
    ...staff,
    ...caring,
  },
  {
    builtin: 'member-organisation',
    category: 'work',
    names: {
      en: ['member organisation', 'umbrella organisation'],
      nl: ['lidorganisatie', 'koepelorganisatie'],
    },
    ...organisations,
    acyclic: true,
  },
  {
    builtin: 'subsidiary',
    category: 'work',
    names: { en: ['subsidiary', 'parent company'], nl: ['dochteronderneming', 'moederbedrijf'] },
    ...organisations,
    acyclic: true,
    only_one_to: true,
  },
  {
    builtin: 'friend',
    category: 'other',
    names: { en: ['friend', 'friend'], nl: ['vriend', 'vriend'] },
    mutual: true,
    ...people,
  },
]
