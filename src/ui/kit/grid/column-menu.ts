import type { MenuEntry } from '../menu.tsx'
import type { Translate } from '../words.ts'
import type { Layout, Placed, Sort } from './layout.ts'

type ColumnMenu<Row> = {
  column: Placed<Row>
  placed: Placed<Row>[]
  layout: Layout
  sort: Sort | null | undefined
  canSort: boolean
  onLayout: ((layout: Layout) => void) | undefined
  t: Translate
  sortBy: (column: Placed<Row>, direction: 'asc' | 'desc') => void
  resize: (column: Placed<Row>, by: number) => void
  move: (column: Placed<Row>, by: number) => void
}

/** Everything that dragging can do, by name. */
export function columnMenu<Row>(m: ColumnMenu<Row>): MenuEntry[] {
  const { column, placed, layout, onLayout, t } = m
  const entries: MenuEntry[] = []
  const isSorted = (direction: 'asc' | 'desc') =>
    m.sort?.column === column.id && m.sort.direction === direction
  if (column.sortable && m.canSort) {
    entries.push(
      {
        id: 'asc',
        label: t('grid.sortAsc'),
        checked: isSorted('asc'),
        onSelect: () => m.sortBy(column, 'asc'),
      },
      {
        id: 'desc',
        label: t('grid.sortDesc'),
        checked: isSorted('desc'),
        onSelect: () => m.sortBy(column, 'desc'),
      },
    )
  }
  if (!onLayout) return entries
  if (entries.length > 0) entries.push({ id: 'line', divider: true })
  const place = placed.indexOf(column)
  if (place > 0) entries.push({ id: 'left', label: t('grid.moveLeft'), onSelect: () => m.move(column, -1) })
  if (place < placed.length - 1)
    entries.push({ id: 'right', label: t('grid.moveRight'), onSelect: () => m.move(column, 1) })
  entries.push(
    { id: 'wider', label: t('grid.wider'), onSelect: () => m.resize(column, 32) },
    { id: 'narrower', label: t('grid.narrower'), onSelect: () => m.resize(column, -32) },
  )
  if (placed.length > 1) {
    entries.push({
      id: 'hide',
      label: t('grid.hide'),
      onSelect: () => onLayout(layout.filter((e) => e.id !== column.id)),
    })
  }
  return entries
}
