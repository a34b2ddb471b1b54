import type { EventDeclaration } from '#capabilities/declaration/define-module.ts'
import { fieldWords } from './field-words.ts'

type Payload = Record<string, unknown>

const plainly = (en: string, nl: string): EventDeclaration['words'] => ({ en: () => en, nl: () => nl })
const fromStatus = { from: 'plain' } as const
const list = (language: 'en' | 'nl', payload: Payload) =>
  ([payload['fields']].flat() as string[]).map((field) => fieldWords[field]?.[language] ?? field).join(', ')
const tags = (payload: Payload) => [payload['tags']].flat().join(', ')
const group = (payload: Payload) => payload['group'] as string | null

/** What is said about a customer, and the words of the timeline for it. */
export const events = {
  'customer.created': {
    payload: { number: 'plain', source: 'plain' },
    words: { en: (e) => `Added as C-${e['number']}`, nl: (e) => `Toegevoegd als C-${e['number']}` },
  },
  'customer.changed': {
    payload: { fields: 'plain' },
    words: { en: (e) => `Changed: ${list('en', e)}`, nl: (e) => `Gewijzigd: ${list('nl', e)}` },
  },
  'customer.deactivated': { payload: fromStatus, words: plainly('Made inactive', 'Inactief gemaakt') },
  'customer.activated': { payload: fromStatus, words: plainly('Made active again', 'Weer actief gemaakt') },
  'customer.archived': { payload: fromStatus, words: plainly('Archived', 'Gearchiveerd') },
  'customer.restored': { payload: fromStatus, words: plainly('Restored', 'Hersteld') },
  'customer.tags_added': {
    payload: { tags: 'plain' },
    words: { en: (e) => `Tagged ${tags(e)}`, nl: (e) => `Getagd met ${tags(e)}` },
  },
  'customer.tags_removed': {
    payload: { tags: 'plain' },
    words: { en: (e) => `Tag removed: ${tags(e)}`, nl: (e) => `Tag verwijderd: ${tags(e)}` },
  },
  'customer.group_set': {
    payload: { group: 'plain' },
    words: {
      en: (e) => (group(e) ? `Put into the group ${group(e)}` : 'Taken out of the group'),
      nl: (e) => (group(e) ? `In de groep ${group(e)} gezet` : 'Uit de groep gehaald'),
    },
  },
  'customer.changes_undone': {
    payload: { fields: 'plain' },
    words: { en: (e) => `Undone: ${list('en', e)}`, nl: (e) => `Ongedaan gemaakt: ${list('nl', e)}` },
  },
  'customer.field_reverted': {
    payload: { fields: 'plain' },
    words: { en: (e) => `Set back: ${list('en', e)}`, nl: (e) => `Teruggezet: ${list('nl', e)}` },
  },
  'customer.photo_set': { payload: {}, words: plainly('Photo added', 'Foto toegevoegd') },
  'customer.photo_removed': { payload: {}, words: plainly('Photo removed', 'Foto verwijderd') },
  'customer.security_groups_set': {
    payload: { groups: 'plain' },
    words: {
      en: (e) => `Portal rights: ${[e['groups']].flat().join(', ') || 'none'}`,
      nl: (e) => `Portaalrechten: ${[e['groups']].flat().join(', ') || 'geen'}`,
    },
  },
  'note.added': { payload: {}, words: plainly('Note written', 'Notitie geschreven') },
  'note.changed': { payload: {}, words: plainly('Note changed', 'Notitie gewijzigd') },
  'note.change_undone': {
    payload: {},
    words: plainly('Change of a note undone', 'Wijziging van een notitie ongedaan gemaakt'),
  },
  'note.restored': { payload: {}, words: plainly('Note brought back', 'Notitie teruggehaald') },
  'note.deleted': { payload: {}, words: plainly('Note deleted', 'Notitie verwijderd') },
} satisfies Record<string, EventDeclaration>
