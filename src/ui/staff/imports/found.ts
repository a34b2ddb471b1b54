import type { Field, Import } from './mapping-rules.ts'

type Found = { remembered: boolean; fields: Record<string, Field> }

const key = (id: string) => `regulars.import.${id}`

/** Keeps what was found in a file by itself, so that it can be told from what a person chose. */
export function keepFound({ id, mapping, mapping_remembered }: Import): void {
  const fields = Object.fromEntries(mapping.map(({ column, field }) => [column, field]))
  try {
    sessionStorage.setItem(key(id), JSON.stringify({ remembered: mapping_remembered, fields }))
  } catch {
    // Without room the columns are shown without these marks.
  }
}

export type Mark = 'found' | 'remembered' | 'chosen' | null

/** Where the field of a column comes from; null when it was uploaded in another window and nobody knows. */
export function markOf(one: Import): (column: string, field: Field) => Mark {
  let found: Found | null = null
  try {
    found = JSON.parse(sessionStorage.getItem(key(one.id)) ?? 'null')
  } catch {
    // Unreadable is as good as absent.
  }
  if (!found) return () => (one.mapping_remembered ? 'remembered' : null)
  const { fields, remembered } = found
  return (column, field) => (fields[column] === field ? (remembered ? 'remembered' : 'found') : 'chosen')
}
