import type { Translate } from '../../kit/words.ts'
import { anyWord } from '../shared/any-word.ts'
import type { Entry } from './audit-filter.ts'

/** What somebody did, in the words of the module that can tell; an action without words is shown as it is called. */
export const didWhat = ({ action }: Pick<Entry, 'action'>): string => anyWord(`did.${action}`) ?? action

/** Who did it; what has no name is called by its kind. */
export const whoDid = ({ actor }: Pick<Entry, 'actor'>, t: Translate): string =>
  actor.name || t(`actor.${actor.kind}`, { defaultValue: t('actor.gone') })

/** What the entry says beyond the deed, in a few words. */
export function besides({ payload }: Pick<Entry, 'payload'>, t: Translate): string[] {
  if (!payload) return []
  const words: string[] = []
  if (typeof payload['q'] === 'string' && payload['q']) words.push(t('searched', { text: payload['q'] }))
  if (typeof payload['shown'] === 'number') words.push(t('shown', { count: payload['shown'] }))
  const fields = payload['fields']
  if (Array.isArray(fields) && fields.length > 0) words.push(fields.map(plainName).join(', '))
  return words
}

/** `last_name` reads as "last name". */
export const plainName = (field: unknown): string => String(field).replaceAll('_', ' ')
