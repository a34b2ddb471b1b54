import type { Language } from '#capabilities/declaration/define-module.ts'

type Payload = Record<string, unknown>
type Words = Readonly<Record<Language, (payload: Payload) => string>>

/** What each kind of notification says. */
export const words: Readonly<Record<string, Words>> = {
  'task.assigned': {
    en: (p) => `${p['by']} gave you a task: ${p['title']}`,
    nl: (p) => `${p['by']} gaf u een taak: ${p['title']}`,
  },
  'task.due': {
    en: (p) => `Reminder: ${p['title']}`,
    nl: (p) => `Herinnering: ${p['title']}`,
  },
  'note.mention': {
    en: (p) => `${p['by']} mentioned you in a note on ${p['customer']}`,
    nl: (p) => `${p['by']} noemde u in een notitie bij ${p['customer']}`,
  },
  'import.finished': {
    en: (p) =>
      `Import of ${p['file']} finished: ${p['created']} created, ${p['updated']} updated, ${p['rejected']} rejected`,
    nl: (p) =>
      `Import van ${p['file']} klaar: ${p['created']} nieuw, ${p['updated']} bijgewerkt, ${p['rejected']} geweigerd`,
  },
  'import.failed': {
    en: (p) => `Import of ${p['file']} stopped: ${p['error']}`,
    nl: (p) => `Import van ${p['file']} is gestopt: ${p['error']}`,
  },
  'bulk.finished': {
    en: (p) => `Done for ${p['done']} customers`,
    nl: (p) => `Klaar voor ${p['done']} klanten`,
  },
}

export function wordsFor(kind: string, payload: Payload, language: string): string {
  const known = words[kind]
  return known ? (known[language as Language] ?? known.en)(payload) : kind
}
