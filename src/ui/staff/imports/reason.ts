import type { Translate } from '../../kit/words.ts'
import type { Result } from '../shared/api.ts'
import reasons from './locales/reasons.en.ts'

export type Rejection = Result<'GET /imports/:id/rejections'>['items'][number]

const known = new Set(Object.keys(reasons))

/** Why a row was refused, in the reader's language: the value as it stood, then what is wrong with it. */
export function reasonText({ code, message }: Pick<Rejection, 'code' | 'message'>, t: Translate): string {
  const key = `reason.${code}`
  if (!known.has(key)) return message
  const value = /^“[^”]*”: /.exec(message)?.[0] ?? ''
  // Who is meant by a name that several have.
  const some = /\((C-\d[^)]*)\)/.exec(message)?.[1]
  return value + t(`reason.${code}`, { some })
}
