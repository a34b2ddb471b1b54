import type { Args, Result } from '../shared/api.ts'

export type Entry = Result<'GET /audit'>['items'][number]
export type AuditQuery = NonNullable<Args<'GET /audit'>['query']>

export const names = ['q', 'only', 'outcome', 'actor', 'customer', 'from', 'to'] as const
/** What the address says: every value is text, empty where nothing is chosen. */
export type AuditSearch = Record<(typeof names)[number], string>

const allowed: Partial<Record<keyof AuditSearch, RegExp>> = {
  only: /^(reads|changes)$/,
  outcome: /^(done|refused|failed)$/,
  actor: /^[0-9a-f-]{36}$/,
  customer: /^[0-9a-f-]{36}$/,
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
}

/** Nonsense in the address counts as nothing. */
export const searchOf = (given: Record<string, unknown>): AuditSearch =>
  Object.fromEntries(
    names.map((name) => {
      const value = String(given[name] ?? '').slice(0, 100)
      return [name, allowed[name]?.test(value) === false ? '' : value]
    }),
  ) as AuditSearch

export function queryOf({ q, ...filter }: AuditSearch): AuditQuery {
  const chosen = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))
  return { filter: chosen as AuditQuery['filter'], ...(q.trim() && { q: q.trim() }), limit: 50 }
}

/** The address without what is not chosen. */
export const addressOf = (search: AuditSearch): Record<string, string> =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== ''))

/** Entries by the day on which they happened, in the reader's time zone; the order stays. */
export function byDay(entries: readonly Entry[]): { day: string; entries: Entry[] }[] {
  const days: { day: string; entries: Entry[] }[] = []
  for (const entry of entries) {
    const at = new Date(entry.at)
    const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
      .map((n) => String(n).padStart(2, '0'))
      .join('-')
    if (days.at(-1)?.day !== day) days.push({ day, entries: [] })
    days.at(-1)!.entries.push(entry)
  }
  return days
}
