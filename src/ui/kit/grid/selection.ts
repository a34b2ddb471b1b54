/**
 * Which rows are chosen: some by id, or all that match the current filter except some. The second form never
 * lists ids, so "all 1,000,000" costs nothing and the server applies it as a filter.
 */
export type Selection = { all: false; ids: ReadonlySet<string> } | { all: true; except: ReadonlySet<string> }

export const nothing: Selection = { all: false, ids: new Set() }
export const everything: Selection = { all: true, except: new Set() }

export const isSelected = (s: Selection, id: string) => (s.all ? !s.except.has(id) : s.ids.has(id))

/** How many are chosen when `total` match. */
export const countSelected = (s: Selection, total: number) =>
  s.all ? Math.max(0, total - s.except.size) : s.ids.size

/** Chooses or leaves out the given rows. */
export function withRows(s: Selection, ids: Iterable<string>, chosen: boolean): Selection {
  const set = new Set(s.all ? s.except : s.ids)
  for (const id of ids) {
    if (chosen === s.all) set.delete(id)
    else set.add(id)
  }
  return s.all ? { all: true, except: set } : { all: false, ids: set }
}
