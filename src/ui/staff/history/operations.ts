import type { Result } from '../shared/api.ts'

export type Entry = Result<'GET /customers/:id/history'>['items'][number]
export type Change = Entry['changes'][number]
/** What one operation did to this customer and to what hangs on it, as far as it is read. */
export type Operation = { id: string; entries: Entry[] }

/** Neighbours of one operation together, in the order given. */
export function byOperation(entries: readonly Entry[]): Operation[] {
  const operations: Operation[] = []
  for (const entry of entries) {
    const last = operations.at(-1)
    if (last && last.entries[0]?.operation_id === entry.operation_id) last.entries.push(entry)
    else operations.push({ id: entry.id, entries: [entry] })
  }
  return operations
}

/** Operations on many customers at once: taking them back is no matter of this record alone. */
export const isWide = ({ reason }: Entry) => reason === 'bulk' || reason === 'import'

export const isErased = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as { erased?: unknown }).erased === true

export const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** A day means its end, in the reader's time zone, and never more than now; anything else is a moment already. */
export function momentOf(at: string, now: Date = new Date()): Date {
  const moment = new Date(/^\d{4}-\d\d-\d\d$/.test(at) ? `${at}T23:59:59.999` : at)
  return Number.isNaN(moment.getTime()) || moment > now ? now : moment
}
