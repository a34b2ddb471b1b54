import type { EventDeclaration, Language } from '#capabilities/declaration/define-module.ts'
import type { DomainEvent } from '#platform/events/events.ts'
import type { RecordType } from './shapes.ts'
import { kindOf } from './type-access.ts'

const done: Record<string, Record<Language, string>> = {
  added: { en: 'added', nl: 'toegevoegd' },
  changed: { en: 'changed', nl: 'gewijzigd' },
  changes_undone: { en: 'changed back', nl: 'teruggezet' },
  restored: { en: 'brought back', nl: 'teruggehaald' },
  deleted: { en: 'deleted', nl: 'verwijderd' },
}

const say =
  (what: string) =>
  ({ type, title }: Record<string, unknown>) =>
    title ? `${type} ${what}: ${title}` : `${type} ${what}`

/** What happens to a record. The type is named as it was then; its events are told as a sort of their own. */
export const events: Record<string, EventDeclaration> = Object.fromEntries(
  Object.entries(done).map(([name, { en, nl }]) => [
    `record.${name}`,
    { payload: { type: 'plain', title: 'text' }, words: { en: say(en), nl: say(nl) } },
  ]),
)

type Told = { id: string; customerId: string; title: string | null }

export const eventOf = (what: keyof typeof done, type: RecordType, record: Told): DomainEvent => ({
  name: `${kindOf(type)}.${what}`,
  customerId: record.customerId,
  subjectId: record.id,
  payload: { type: type.singular, title: record.title },
})
