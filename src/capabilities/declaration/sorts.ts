/**
 * The name of a kind of records, or of an event, without the sort: a workspace may have sorts of a kind of its own. What
 * is declared for `record` holds for `record:<type>`, and `record.added` for `record:<type>.added`.
 */
export const withoutSort = (name: string): string => name.replace(/:[^.]*/, '')

/** Declarations by kind, found by the sorts of the kind as well. */
export function byKind<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  const declared = new Map(entries)
  const found: ReadonlyMap<string, T> = Object.assign(new Map(declared), {
    get: (kind: string) => declared.get(withoutSort(kind)),
  })
  return found
}
