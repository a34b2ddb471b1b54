import { useMemo } from 'react'
import { partsOf } from '../customers/record/mentions.ts'
import { kindOf } from './kinds.ts'
import type { Entry } from './operations.ts'

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 58).trimEnd()}…` : text)
const plain = (body: string) =>
  partsOf(body)
    .map(({ text }) => text)
    .join('')

/** What a change itself tells of the record's title. */
function textIn({ kind, changes }: Entry): string | null {
  const told = changes.find(({ field }) => field === kindOf(kind)?.textField)
  const text = told && (typeof told.new === 'string' ? told.new : told.old)
  return typeof text === 'string' ? text : null
}

/** What records are called, by id: as they are now, and those that are gone as the history has them. */
export const useSubjects = (entries: readonly Entry[]): Map<string, string> =>
  useMemo(() => {
    const found = new Map<string, string>()
    // From old to new, so that the latest words win.
    for (const entry of entries.toReversed()) {
      const text = entry.title ?? textIn(entry)
      if (text !== null) found.set(entry.record_id, text)
    }
    return new Map([...found].map(([id, text]) => [id, short(plain(text))]))
  }, [entries])
