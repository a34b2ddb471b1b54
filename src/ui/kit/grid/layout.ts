import type { ReactNode } from 'react'

export type Column<Row> = {
  id: string
  /** What the head of the column says, already translated. */
  header: string
  /** Pixels, until the reader changes it; 160 unless said. */
  width?: number
  /** Pixels; 64 unless said. */
  min?: number
  align?: 'start' | 'end'
  sortable?: boolean
  render: (row: Row) => ReactNode
}

/** The visible columns in order, with the widths the reader gave them. Storable as it is (saved views). */
export type Layout = { id: string; width?: number }[]
export type Sort = { column: string; direction: 'asc' | 'desc' }

export type Placed<Row> = Column<Row> & { width: number }

const smallest = 64
const largest = 800

/** Layout entries whose column no longer exists are dropped. */
export function placeColumns<Row>(columns: Column<Row>[], layout: Layout): Placed<Row>[] {
  const byId = new Map(columns.map((column) => [column.id, column]))
  return layout.flatMap(({ id, width }) => {
    const column = byId.get(id)
    return column ? [{ ...column, width: width ?? column.width ?? 160 }] : []
  })
}

export function resized<Row>(columns: Column<Row>[], layout: Layout, id: string, width: number): Layout {
  const least = columns.find((column) => column.id === id)?.min ?? smallest
  const fitting = Math.round(Math.min(Math.max(width, least), largest))
  return layout.map((entry) => (entry.id === id ? { ...entry, width: fitting } : entry))
}

/** Puts a column at another place; places outside the row stop at its ends. */
export function moved(layout: Layout, id: string, to: number): Layout {
  const entry = layout.find((e) => e.id === id)
  if (!entry) return layout
  const rest = layout.filter((e) => e.id !== id)
  rest.splice(Math.min(Math.max(to, 0), rest.length), 0, entry)
  return rest
}

/** A first press sorts upwards, the next one downwards. */
export const nextSort = (sort: Sort | null | undefined, column: string): Sort => ({
  column,
  direction: sort?.column === column && sort.direction === 'asc' ? 'desc' : 'asc',
})

/** The last column takes what is left, so rows always reach the right edge. */
export function template(widths: number[], selectable: boolean, menu: boolean): string {
  const cells = widths.map((w, i) => (i === widths.length - 1 ? `minmax(${w}px, 1fr)` : `${w}px`))
  return [selectable && '40px', ...cells, menu && '44px'].filter(Boolean).join(' ')
}
