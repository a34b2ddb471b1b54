import { isDeepStrictEqual } from 'node:util'

/** Stands where personal data was, after it was erased. */
export const erased = { erased: true } as const

export const isErased = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as { erased?: unknown }).erased === true

/** A reference is the same whatever name it had when, and nothing is the same as null. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value ?? null
  const { id } = value as { id?: unknown }
  if (typeof id === 'string') return id
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, bare(part)]))
}

/** Whether two values of a field are the same; PostgreSQL keeps the keys of objects in an order of its own. */
export const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(bare(a), bare(b))

export type Entry = { id: string; name: string }
const entries = (value: unknown) => (Array.isArray(value) ? (value as Entry[]) : [])

/** What leads from one set to another: `[taken away, added]`; null where they are the same. */
export function delta(before: unknown, after: unknown): [Entry[], Entry[]] | null {
  const [was, is] = [entries(before), entries(after)]
  const gone = was.filter((entry) => !is.some(({ id }) => id === entry.id))
  const come = is.filter((entry) => !was.some(({ id }) => id === entry.id))
  return gone.length + come.length > 0 ? [gone, come] : null
}

/** A set as it was before a change of it. What else came or went stays as it is. */
export function withoutDelta(now: unknown, [gone, come]: readonly [unknown, unknown]): Entry[] {
  const added = new Set(entries(come).map(({ id }) => id))
  const kept = entries(now).filter(({ id }) => !added.has(id))
  return [...kept, ...entries(gone).filter((entry) => !kept.some(({ id }) => id === entry.id))]
}
