import type { EventDeclaration } from '#capabilities/declaration/define-module.ts'

type Payload = Record<string, unknown>
type Sentence = readonly [en: string, nl: string]

const somebody = { en: 'somebody', nl: 'iemand' } as const

/** "Relationship added: Anna de Vries, employee (Head of sales)" */
const related = ([en, nl]: Sentence): EventDeclaration => {
  const say = (begin: string, language: 'en' | 'nl') => (e: Payload) =>
    `${begin}: ${e['other'] ?? somebody[language]}, ${e['role']}${e['title'] ? ` (${e['title']})` : ''}`
  return {
    payload: { other: 'customer', role: 'plain', title: 'text' },
    words: { en: say(en, 'en'), nl: say(nl, 'nl') },
  }
}

/** "Moved into the household Family De Vries" */
const lived = ([en, nl]: Sentence): EventDeclaration => ({
  payload: { household: 'name' },
  words: { en: (e) => `${en} ${e['household']}`, nl: (e) => `${nl} ${e['household']}` },
})

/** What is said about relationships and households, and the words of the timeline for it. */
export const events = {
  'relationship.added': related(['Relationship added', 'Relatie toegevoegd']),
  'relationship.changed': related(['Relationship changed', 'Relatie gewijzigd']),
  'relationship.ended': related(['Relationship ended', 'Relatie beëindigd']),
  'relationship.deleted': related(['Relationship deleted', 'Relatie verwijderd']),
  'relationship.restored': related(['Relationship brought back', 'Relatie teruggehaald']),
  'relationship.changes_undone': related([
    'Change of a relationship undone',
    'Wijziging van een relatie ongedaan gemaakt',
  ]),
  'household.joined': lived(['Came into the household', 'Kwam in het huishouden']),
  'household.left': lived(['Left the household', 'Verliet het huishouden']),
  'household.changed': lived(['Household changed:', 'Huishouden gewijzigd:']),
  'household.membership_changed': lived(['Changed in the household', 'Gewijzigd in het huishouden']),
  'household.membership_deleted': lived(['Taken out of the household', 'Uit het huishouden gehaald']),
  'household.membership_restored': lived([
    'Brought back into the household',
    'Teruggehaald in het huishouden',
  ]),
  'household.changes_undone': lived([
    'Change undone in the household',
    'Wijziging ongedaan gemaakt in het huishouden',
  ]),
} satisfies Record<string, EventDeclaration>
