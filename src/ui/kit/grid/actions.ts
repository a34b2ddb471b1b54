import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react'
import { announce } from '../announce.ts'
import { useT } from '../words.ts'
import { columnMenu } from './column-menu.ts'
import type { GridProps, OpenMenu } from './grid.tsx'
import { type Cell, cellAfter } from './keyboard.ts'
import { moved, nextSort, type Placed, resized } from './layout.ts'
import { everything, isSelected, nothing, withRows } from './selection.ts'

type Setup<Row> = {
  props: GridProps<Row>
  placed: Placed<Row>[]
  compact: boolean
  rows: number
  cells: number
  page: number
  at: Cell
  setActive: (cell: Cell) => void
  setMenu: (menu: OpenMenu | null) => void
  show: (row: number) => void
  scroller: RefObject<HTMLDivElement | null>
}

const own =
  'a:not([data-link]), button:not([data-menu]):not([data-column-menu]), input:not([type=checkbox]), select, textarea, [contenteditable], [data-own]'

/** What pointer and keyboard do in the grid. Handlers sit on the grid, not on its rows, so that rows stay cheap. */
export function useGridActions<Row>(setup: Setup<Row>) {
  const { props, placed, compact, rows, cells, page, at, setActive, setMenu, show, scroller } = setup
  const { selection, onSelection, layout, onLayout } = props
  const t = useT('kit')
  const wantFocus = useRef(false)
  const pivot = useRef<number | null>(null)
  const first = selection ? 1 : 0
  const menuColumn = props.rowMenu ? cells - 1 : -1

  const cellElement = (cell: Cell) =>
    scroller.current?.querySelector<HTMLElement>(`[data-row="${cell.row}"] > [data-cell="${cell.column}"]`) ??
    null
  const refocus = () => {
    const element = cellElement(at)
    element?.focus({ preventScroll: true })
    if (element && scroller.current) reveal(element, scroller.current, at.column > first)
  }
  useLayoutEffect(() => {
    if (wantFocus.current) {
      wantFocus.current = false
      refocus()
    }
  })
  const go = (cell: Cell) => {
    wantFocus.current = true
    setActive(cell)
    if (cell.row >= 0) show(cell.row)
  }
  const { onActiveRow, getRow } = props
  useEffect(() => {
    const row = at.row >= 0 ? getRow(at.row) : undefined
    if (row !== undefined && scroller.current?.contains(document.activeElement)) onActiveRow?.(row, at.row)
  }, [at.row, getRow, onActiveRow, scroller])

  const idsBetween = (a: number, b: number) => {
    const ids: string[] = []
    for (let i = Math.min(a, b); i <= Math.max(a, b); i++) {
      const row = getRow(i)
      if (row !== undefined) ids.push(props.rowId(row))
    }
    return ids
  }
  const toggle = (index: number, range: boolean) => {
    const row = getRow(index)
    if (!selection || !onSelection || row === undefined) return
    const chosen = !isSelected(selection, props.rowId(row))
    const from = range && pivot.current !== null ? pivot.current : index
    onSelection(withRows(selection, idsBetween(from, index), range || chosen))
    pivot.current = index
  }
  const toggleLoaded = () => {
    if (!selection || !onSelection) return
    const any = selection.all || selection.ids.size > 0
    onSelection(any ? nothing : withRows(nothing, idsBetween(0, rows - 1), true))
  }
  const open = (index: number, newTab: boolean) => {
    const row = getRow(index)
    if (row === undefined) return
    if (newTab && props.rowHref) window.open(props.rowHref(row), '_blank', 'noopener')
    else props.onOpen?.(row, { index, newTab })
  }
  const openRowMenu = (index: number, anchor: OpenMenu['anchor']) => {
    const row = getRow(index)
    if (row === undefined || !props.rowMenu) return
    setMenu({ anchor, label: t('grid.menu', { name: props.rowLabel(row) }), entries: props.rowMenu(row) })
  }
  const sortBy = (column: Placed<Row> | undefined, direction?: 'asc' | 'desc') => {
    if (!column?.sortable || !props.onSort) return
    const sort = direction ? { column: column.id, direction } : nextSort(props.sort, column.id)
    props.onSort(sort)
    announce(
      t('grid.sorted', {
        name: column.header,
        direction: t(sort.direction === 'asc' ? 'grid.ascending' : 'grid.descending'),
      }),
    )
  }
  const resize = (column: Placed<Row>, by: number) => {
    const next = resized(props.columns, layout, column.id, column.width + by)
    onLayout?.(next)
    announce(t('grid.width', { name: column.header, width: next.find((e) => e.id === column.id)?.width }))
  }
  const move = (column: Placed<Row>, by: number) => {
    const to = Math.min(Math.max(placed.indexOf(column) + by, 0), placed.length - 1)
    onLayout?.(moved(layout, column.id, to))
    announce(t('grid.place', { name: column.header, place: to + 1, count: placed.length }))
    go({ row: -1, column: to + first })
  }
  const openColumnMenu = (column: Placed<Row> | undefined, anchor: OpenMenu['anchor']) => {
    if (!column) return
    const entries = columnMenu({
      column,
      placed,
      t,
      sort: props.sort,
      canSort: Boolean(props.onSort),
      onLayout,
      layout,
      sortBy,
      resize,
      move,
    })
    if (entries.length > 0) setMenu({ anchor, label: t('grid.column', { name: column.header }), entries })
  }
  const locate = (target: EventTarget) => {
    const cell = (target as HTMLElement).closest<HTMLElement>('[data-cell]')
    const row = cell?.closest<HTMLElement>('[data-row]')
    return cell && row
      ? { row: Number(row.dataset['row']), column: Number(cell.dataset['cell']), cell }
      : null
  }

  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement
    const place = locate(target)
    if (!place || target.closest(own) || target.closest('[data-resize]')) return
    const { row, column, cell } = place
    const heading = placed[column - first]
    if (row === -1) {
      go({ row, column })
      if (selection && column === 0) toggleLoaded()
      else if (target.closest('[data-column-menu]')) openColumnMenu(heading, cell.getBoundingClientRect())
      else sortBy(heading)
      return
    }
    if (selection && column === 0) {
      go({ row, column })
      toggle(row, event.shiftKey)
    } else if (target.closest('[data-menu]')) {
      go({ row, column })
      openRowMenu(row, (target.closest('[data-menu]') ?? cell).getBoundingClientRect())
    } else if (event.shiftKey && selection) {
      event.preventDefault()
      toggle(row, true)
    } else {
      const newTab = event.ctrlKey || event.metaKey
      if (newTab && target.closest('[data-link]')) return
      event.preventDefault()
      if (getSelection()?.type === 'Range') return
      go({ row, column })
      open(row, newTab)
    }
  }
  const onContextMenu = (event: MouseEvent) => {
    const place = locate(event.target)
    if (!place || (event.target as HTMLElement).closest(own)) return
    const { row, column, cell } = place
    // The keyboard's menu key reports no pointer: the menu then belongs at the cell.
    const box = cell.getBoundingClientRect()
    const anchor =
      event.button === 2 && event.clientX
        ? { left: event.clientX, top: event.clientY, width: 0, height: 0 }
        : box
    if (row === -1 ? !placed[column - first] : !props.rowMenu) return
    event.preventDefault()
    go({ row, column })
    if (row === -1) openColumnMenu(placed[column - first], anchor)
    else openRowMenu(row, anchor)
  }
  /** Does what a key means here; false when it means nothing. */
  const press = (event: KeyboardEvent, cell: HTMLElement): boolean => {
    const mod = event.ctrlKey || event.metaKey
    const heading = at.row === -1 ? placed[at.column - first] : undefined
    const arrow = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (heading && arrow && onLayout && (event.altKey || (event.shiftKey && mod))) {
      if (event.altKey) resize(heading, arrow * 16)
      else move(heading, arrow)
      return true
    }
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const box = cell.getBoundingClientRect()
      if (at.row === -1) openColumnMenu(heading, box)
      else openRowMenu(at.row, box)
      return true
    }
    if (event.altKey) return false
    if (mod && event.key.toLowerCase() === 'a' && selection && onSelection) {
      onSelection(everything)
      return true
    }
    if (event.key === 'Escape' && selection && onSelection && (selection.all || selection.ids.size > 0)) {
      onSelection(nothing)
      return true
    }
    if (event.key === ' ' || event.key === 'Enter') {
      const onCheck = selection && at.column === 0
      if (at.row === -1 && onCheck) toggleLoaded()
      else if (at.row === -1) sortBy(heading)
      else if (at.column === menuColumn) openRowMenu(at.row, cell.getBoundingClientRect())
      else if (event.key === ' ' || onCheck) toggle(at.row, event.shiftKey)
      else open(at.row, mod)
      return true
    }
    const next = cellAfter(at, event, { rows, columns: cells, page, head: !compact })
    if (!next) return false
    const extending = event.shiftKey && next.row !== at.row && next.row >= 0 && at.row >= 0
    if (extending && selection && onSelection) {
      onSelection(withRows(selection, idsBetween(at.row, next.row), true))
      pivot.current = next.row
    }
    go(next)
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const place = locate(event.target)
    if (!place || event.defaultPrevented || (event.target as HTMLElement).closest(own)) return
    if (press(event, place.cell)) event.preventDefault()
  }
  const onFocus = (event: { target: EventTarget }) => {
    const place = locate(event.target)
    if (place && (place.row !== at.row || place.column !== at.column))
      setActive({ row: place.row, column: place.column })
  }
  const onMouseDown = (event: MouseEvent) => {
    if (event.shiftKey) event.preventDefault()
  }
  const onAuxClick = (event: MouseEvent) => {
    const place = locate(event.target)
    if (event.button === 1 && place && place.row >= 0 && !(event.target as HTMLElement).closest('a'))
      open(place.row, true)
  }
  return { handlers: { onClick, onContextMenu, onKeyDown, onFocus, onMouseDown, onAuxClick }, refocus }
}

/** Scrolls sideways until the cell stands clear of the columns that stay in place. */
function reveal(cell: HTMLElement, scroller: HTMLElement, behindSticky: boolean) {
  if (getComputedStyle(cell).position === 'sticky') return
  const box = cell.getBoundingClientRect()
  const frame = scroller.getBoundingClientRect()
  const fixed = behindSticky
    ? (scroller.querySelector<HTMLElement>('[data-sticky]')?.getBoundingClientRect().right ?? frame.left)
    : frame.left
  const end = frame.left + scroller.clientWidth - 44
  if (box.left < fixed) scroller.scrollLeft -= fixed - box.left + 8
  else if (box.right > end) scroller.scrollLeft += Math.min(box.right - end + 8, box.left - fixed)
}
