import type { EventDeclaration, Language } from '#capabilities/declaration/define-module.ts'
import type { Stage } from './shapes.ts'

type Said = Readonly<Record<Language, string>>
type Payload = Record<string, unknown>

/** The events of a kind: what each is called, before what it is about. */
const told = (
  noun: string,
  payload: EventDeclaration['payload'],
  about: Readonly<Record<Language, (payload: Payload) => string>>,
  happenings: Readonly<Record<string, Said>>,
): Record<string, EventDeclaration> =>
  Object.fromEntries(
    Object.entries(happenings).map(([happened, { en, nl }]) => [
      `${noun}.${happened}`,
      {
        payload,
        words: { en: (e) => `${en}: ${about.en(e)}`, nl: (e) => `${nl}: ${about.nl(e)}` },
      } satisfies EventDeclaration,
    ]),
  )

const sameIn = (about: (payload: Payload) => string) => ({ en: about, nl: about })
const office = sameIn((e) => `${e['position']}, ${e['committee']}`)
const role = sameIn((e) => String(e['role']))

const stageWords: Readonly<Record<Language, Readonly<Record<Stage, string>>>> = {
  en: {
    identified: 'identified',
    cultivating: 'cultivating',
    asked: 'asked',
    pledged: 'pledged',
    declined: 'declined',
  },
  nl: {
    identified: 'in beeld',
    cultivating: 'in opbouw',
    asked: 'gevraagd',
    pledged: 'toegezegd',
    declined: 'afgewezen',
  },
}
const statusWords = {
  en: { active: 'active', inactive: 'inactive' },
  nl: { active: 'actief', inactive: 'niet actief' },
} as const
const inWords = (words: Readonly<Record<string, string>>, value: unknown) =>
  words[String(value)] ?? String(value)

const asked = {
  en: (e: Payload) => `solicitor ${e['solicitor']}, ${inWords(stageWords.en, e['stage'])}`,
  nl: (e: Payload) => `fondsenwerver ${e['solicitor']}, ${inWords(stageWords.nl, e['stage'])}`,
}
const status = {
  en: (e: Payload) => inWords(statusWords.en, e['status']),
  nl: (e: Payload) => inWords(statusWords.nl, e['status']),
}

export const events: Readonly<Record<string, EventDeclaration>> = {
  ...told('committee_term', { committee: 'plain', position: 'plain' }, office, {
    added: { en: 'Appointed', nl: 'Benoemd' },
    changed: { en: 'Term changed', nl: 'Termijn gewijzigd' },
    ended: { en: 'Term ended early', nl: 'Termijn voortijdig beëindigd' },
    deleted: { en: 'Term deleted', nl: 'Termijn verwijderd' },
    changes_undone: { en: 'Change of a term undone', nl: 'Wijziging van een termijn ongedaan gemaakt' },
    restored: { en: 'Term brought back', nl: 'Termijn teruggehaald' },
  }),
  ...told('customer_role', { role: 'plain' }, role, {
    added: { en: 'Role given', nl: 'Rol gegeven' },
    changed: { en: 'Role changed', nl: 'Rol gewijzigd' },
    deleted: { en: 'Role deleted', nl: 'Rol verwijderd' },
    changes_undone: { en: 'Change of a role undone', nl: 'Wijziging van een rol ongedaan gemaakt' },
    restored: { en: 'Role brought back', nl: 'Rol teruggehaald' },
  }),
  ...told('solicitor', { status: 'plain' }, status, {
    added: { en: 'Became a solicitor', nl: 'Werd fondsenwerver' },
    changed: { en: 'Solicitor changed', nl: 'Fondsenwerver gewijzigd' },
    deleted: { en: 'Is no solicitor any more', nl: 'Is geen fondsenwerver meer' },
    changes_undone: {
      en: 'Change of a solicitor undone',
      nl: 'Wijziging van een fondsenwerver ongedaan gemaakt',
    },
    restored: { en: 'Is a solicitor again', nl: 'Is weer fondsenwerver' },
  }),
  ...told('prospect', { solicitor: 'plain', stage: 'plain' }, asked, {
    added: { en: 'Became a prospect', nl: 'Werd prospect' },
    changed: { en: 'Prospect changed', nl: 'Prospect gewijzigd' },
    moved: { en: 'Prospect moved on', nl: 'Prospect verder' },
    ended: { en: 'Prospect ended', nl: 'Prospect beëindigd' },
    deleted: { en: 'Prospect deleted', nl: 'Prospect verwijderd' },
    changes_undone: { en: 'Change of a prospect undone', nl: 'Wijziging van een prospect ongedaan gemaakt' },
    restored: { en: 'Prospect brought back', nl: 'Prospect teruggehaald' },
  }),
}
