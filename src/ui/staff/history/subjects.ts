import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { partsOf } from '../customers/record/mentions.ts'
import { useNotes } from '../customers/record/use-notes.ts'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import type { Entry } from './operations.ts'

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 58).trimEnd()}…` : text)
const plain = (body: string) =>
  partsOf(body)
    .map(({ text }) => text)
    .join('')

const textIn = ({ kind, changes }: Entry): string | null => {
  const told = changes.find(({ field }) => field === (kind === 'task' ? 'title' : 'body'))
  const text = told && (typeof told.new === 'string' ? told.new : told.old)
  return typeof text === 'string' ? text : null
}

/** What notes and tasks say, by id: as they are now, and for those that are gone as the history has them. */
export function useSubjects(customerId: string, entries: readonly Entry[]): Map<string, string> {
  const can = useCan()
  const has = (kind: string) => entries.some((entry) => entry.kind === kind)
  const { notes } = useNotes(customerId, has('note') && can('notes.read'))
  const { data: tasks } = useQuery({
    ...read('GET /tasks', { query: { filter: { customer: customerId, state: 'all' }, limit: 200 } }),
    enabled: has('task') && can('tasks.read'),
  })
  return useMemo(() => {
    const found = new Map<string, string>()
    // From old to new, so that the latest words win.
    for (const entry of entries.toReversed()) {
      const text = textIn(entry)
      if (text !== null) found.set(entry.record_id, text)
    }
    for (const { id, title } of tasks?.items ?? []) found.set(id, title)
    for (const { id, body } of notes ?? []) found.set(id, body)
    return new Map([...found].map(([id, text]) => [id, short(plain(text))]))
  }, [entries, notes, tasks])
}
