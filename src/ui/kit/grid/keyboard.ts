/** A cell: row -1 is the head; column counts every cell of the row, the checkbox and the menu too. */
export type Cell = { row: number; column: number }
export type Bounds = { rows: number; columns: number; page: number; head: boolean }

type Pressed = { key: string; ctrlKey?: boolean; metaKey?: boolean }

/** Where an arrow, Home, End or Page key leads (ARIA grid pattern); null when the key does not move. */
export function cellAfter(from: Cell, pressed: Pressed, bounds: Bounds): Cell | null {
  const far = pressed.ctrlKey || pressed.metaKey
  const first = bounds.head ? -1 : 0
  const row = (value: number) => Math.min(Math.max(value, first), bounds.rows - 1)
  const column = (value: number) => Math.min(Math.max(value, 0), bounds.columns - 1)
  switch (pressed.key) {
    case 'ArrowDown':
      return { ...from, row: far ? row(bounds.rows - 1) : row(from.row + 1) }
    case 'ArrowUp':
      return { ...from, row: far ? first : row(from.row - 1) }
    case 'ArrowRight':
      return { ...from, column: far ? bounds.columns - 1 : column(from.column + 1) }
    case 'ArrowLeft':
      return { ...from, column: far ? 0 : column(from.column - 1) }
    case 'PageDown':
      return { ...from, row: row(from.row + bounds.page) }
    case 'PageUp':
      return { ...from, row: Math.max(row(from.row - bounds.page), Math.min(from.row, 0)) }
    case 'Home':
      return far ? { row: Math.min(0, bounds.rows - 1), column: 0 } : { ...from, column: 0 }
    case 'End':
      return far
        ? { row: bounds.rows - 1, column: bounds.columns - 1 }
        : { ...from, column: bounds.columns - 1 }
    default:
      return null
  }
}
