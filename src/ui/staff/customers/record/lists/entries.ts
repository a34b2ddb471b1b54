import type { Customer } from '../../../shared/ui-module.ts'

export type Entries = {
  emails: Customer['emails'][number]
  phones: Customer['phones'][number]
  addresses: Customer['addresses'][number]
}
export type ListName = keyof Entries
export type Entry = Entries[ListName]

/** The labels offered; any other can be typed. They are stored in English and shown in the reader's language. */
export const usualLabels: Record<ListName, string[]> = {
  emails: ['work', 'home', 'billing', 'other'],
  phones: ['mobile', 'work', 'home', 'other'],
  addresses: ['home', 'work', 'visit', 'postal', 'billing', 'other'],
}

const blanks: Entries = {
  emails: { address: '', label: 'work', primary: false },
  phones: { number: '', extension: null, label: 'mobile', primary: false },
  addresses: {
    label: 'home',
    street: null,
    extra: null,
    postcode: null,
    city: null,
    region: null,
    country: null,
    primary: false,
    billing: false,
    shipping: false,
  },
}

const notContent = new Set(['label', 'primary', 'billing', 'shipping'])

/** Nothing was written in it; what has only marks on it is blank too. */
export const isBlank = (entry: Entry): boolean =>
  Object.entries(entry).every(([name, value]) => notContent.has(name) || !String(value ?? '').trim())

/** Exactly one entry of a list is primary: the first, unless another is. */
function withPrimary<E extends Entry>(entries: E[]): E[] {
  const chosen = Math.max(
    0,
    entries.findIndex((entry) => entry.primary),
  )
  return entries.map((entry, i) =>
    entry.primary === (i === chosen) ? entry : { ...entry, primary: i === chosen },
  )
}

const nothing = (value: unknown) => (typeof value === 'string' ? value.trim() || null : value)

/** What is sent: without blank entries, and without blanks around what was typed. */
export const cleaned = <E extends Entry>(entries: E[]): E[] =>
  withPrimary(entries.filter((entry) => !isBlank(entry))).map(
    (entry) =>
      Object.fromEntries(
        Object.entries(entry).map(([name, value]) => [
          name,
          name === 'address' || name === 'number' || name === 'label' ? String(value).trim() : nothing(value),
        ]),
      ) as E,
  )

export const added = <L extends ListName>(name: L, entries: Entries[L][]): Entries[L][] =>
  withPrimary([...entries, { ...blanks[name] }])

export const removed = <E extends Entry>(entries: E[], at: number): E[] =>
  withPrimary(entries.filter((_, i) => i !== at))

export const madePrimary = <E extends Entry>(entries: E[], at: number): E[] =>
  entries.map((entry, i) => ({ ...entry, primary: i === at }))

/** The entry moved by one place, up (-1) or down (1). */
export function moved<E extends Entry>(entries: E[], at: number, by: 1 | -1): E[] {
  const next = [...entries]
  const [entry] = next.splice(at, 1)
  if (entry) next.splice(at + by, 0, entry)
  return next
}
