// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern; a table element could not be virtual
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { cx } from '../cx.ts'
import { type MenuEntry, PopupMenu, warmMenu } from '../menu.tsx'
import { useT } from '../words.ts'
import { useGridActions } from './actions.ts'
import classes from './grid.module.css'
import { GridHead } from './head.tsx'
import type { Cell } from './keyboard.ts'
import { type Column, type Layout, placeColumns, type Sort, template } from './layout.ts'
import { type Card, GridRow, type RowFrame } from './row.tsx'
import { isSelected, type Selection } from './selection.ts'
import { type GridPlace, useGridScroll } from './use-scroll.ts'
import { barHeight } from './viewport.ts'

export type GridProps<Row> = {
  /** What the grid holds, for screen readers. */
  label: string
  columns: Column<Row>[]
  layout: Layout
  /** Without it columns can be neither moved nor resized. */
  onLayout?: (layout: Layout) => void
  /** How many rows there are, as far as known; null before the first answer. */
  rowCount: number | null
  /** `rowCount` may still grow (a capped count, or pages not read yet). */
  rowCountOpen?: boolean
  /** The row at a place, undefined while it is not loaded. A new function means new data. */
  getRow: (index: number) => Row | undefined
  /** Asks for rows `from` to `to` (exclusive): what is seen, and some beyond. */
  onRangeNeeded?: (from: number, to: number) => void
  /** Changes with filter and order; the grid then starts at the top. */
  dataKey?: string
  /** Where to begin, and where the grid writes down how far one came; one object for each `dataKey`. */
  place?: GridPlace
  rowId: (row: Row) => string
  /** The row's name in words, for its checkbox and its menu. */
  rowLabel: (row: Row) => string
  rowHref?: (row: Row) => string
  onOpen?: (row: Row, how: { index: number; newTab: boolean }) => void
  /** Where the keyboard stands, for a preview that follows. */
  onActiveRow?: (row: Row, index: number) => void
  /** The row whose preview is open. */
  openId?: string | null
  rowMenu?: (row: Row) => MenuEntry[]
  selection?: Selection
  onSelection?: (selection: Selection) => void
  sort?: Sort | null
  onSort?: (sort: Sort) => void
  density?: 'dense' | 'normal' | 'roomy'
  /** How a row looks below 620 px: a name and up to two lines. */
  card?: (row: Row) => Card
  /** Shown instead of rows when there are none. */
  empty?: ReactNode
  /** Shown instead of rows when they could not be read. */
  error?: ReactNode
}

export type OpenMenu = {
  anchor: { left: number; top: number; width: number; height: number }
  label: string
  entries: MenuEntry[]
}

const heights = { dense: 30, normal: 36, roomy: 44 }
const headHeight = 36
const cardHeight = 72

/** A virtual grid over up to millions of rows (ARIA grid pattern, one tab stop). Fills its container. */
export function DataGrid<Row>(props: GridProps<Row>) {
  const {
    columns,
    layout,
    getRow,
    onRangeNeeded,
    selection,
    sort,
    card,
    density = 'normal',
    dataKey = '',
    place,
  } = props
  const t = useT('kit')
  const scroller = useRef<HTMLDivElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const [narrow, setNarrow] = useState(false)
  const compact = narrow && card !== undefined
  const rowHeight = compact ? cardHeight : heights[density]
  const unknown = props.rowCount === null
  const head = compact ? 0 : headHeight
  const rows = props.error ? 0 : (props.rowCount ?? 40)
  const { size, drawn, onScroll, show } = useGridScroll(
    scroller,
    layer,
    rows,
    rowHeight,
    head,
    dataKey,
    place,
  )
  useLayoutEffect(() => setNarrow(size.width > 0 && size.width < 620), [size.width])

  const [active, setActive] = useState<Cell>({ row: place?.row ?? 0, column: place?.column ?? 0 })
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const selectable = selection !== undefined
  const hasMenu = props.rowMenu !== undefined
  const placed = useMemo(() => placeColumns(columns, layout), [columns, layout])
  const { rowLabel, rowHref } = props
  const frame = useMemo<RowFrame<Row>>(
    () => ({
      columns: placed,
      card: compact ? (card ?? null) : null,
      label: rowLabel,
      href: rowHref,
      selectable,
      menu: hasMenu,
      words: {
        select: (name) => t('grid.select', { name }),
        menu: (name) => t('grid.menu', { name }),
        loading: t('grid.loading'),
      },
    }),
    [placed, compact, card, rowLabel, rowHref, selectable, hasMenu, t],
  )

  const { from, to } = drawn
  const view = Math.ceil(size.view / rowHeight)
  useEffect(() => {
    if (unknown || !onRangeNeeded || to === 0) return
    const start = Math.max(0, from - view)
    const end = Math.min(rows, to + view * 2)
    for (let i = start; i < end; i++) {
      if (getRow(i) === undefined) {
        onRangeNeeded(start, end)
        return
      }
    }
  }, [from, to, view, rows, unknown, getRow, onRangeNeeded])

  const bodyCells = compact ? 1 : placed.length
  const cells = bodyCells + (selectable ? 1 : 0) + (hasMenu ? 1 : 0)
  const at: Cell = {
    row: Math.min(Math.max(active.row, compact ? 0 : -1), Math.max(rows - 1, compact ? 0 : -1)),
    column: Math.min(active.column, cells - 1),
  }
  const actions = useGridActions({
    props,
    placed,
    compact,
    rows,
    cells,
    page: Math.max(1, view - 1),
    at,
    setActive,
    setMenu,
    show,
    scroller,
  })

  useEffect(() => {
    if (place) Object.assign(place, active)
  }, [place, active])
  const { refocus } = actions
  useEffect(() => {
    if (!place?.returning || unknown) return
    place.returning = false
    refocus()
  })

  const indices: number[] = []
  if (at.row >= 0 && at.row < from) indices.push(at.row)
  for (let i = from; i < to; i++) indices.push(i)
  if (at.row >= to && at.row < rows) indices.push(at.row)
  const widths = placed.map((column) => column.width)
  const width = widths.reduce((a, b) => a + b, (selectable ? 40 : 0) + (hasMenu ? 44 : 0))
  const cols = compact
    ? [selectable && '40px', 'minmax(0, 1fr)', hasMenu && '44px'].filter(Boolean).join(' ')
    : template(widths, selectable, hasMenu)

  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={unknown || props.rowCountOpen ? -1 : rows + 1}
        aria-colcount={cells}
        aria-multiselectable={selectable || undefined}
        aria-busy={unknown || undefined}
        className={cx(classes.grid, compact && classes.compact, classes[density])}
        style={{ '--cols': cols, '--grid-width': compact ? '100%' : `${width}px` } as React.CSSProperties}
        onScroll={onScroll}
        onPointerEnter={hasMenu ? warmMenu : undefined}
        {...actions.handlers}
      >
        {!compact && (
          <GridHead
            columns={placed}
            all={columns}
            layout={layout}
            onLayout={props.onLayout}
            sort={sort}
            scroller={scroller}
            selectable={selectable}
            menu={hasMenu}
            chosen={chosenOf(selection)}
            active={at.row === -1 ? at.column : -1}
            words={{
              selectAll: t('grid.selectAll'),
              selection: t('grid.selectColumn'),
              actions: t('grid.menuColumn'),
              column: (name) => t('grid.column', { name }),
            }}
          />
        )}
        <div
          role="none"
          className={classes.content}
          style={{ height: barHeight({ rows, rowHeight, view: size.view }) }}
        >
          <div
            role="none"
            className={classes.window}
            style={{ top: head, height: Math.min(size.view, rows * rowHeight) }}
          >
            <div ref={layer} role="rowgroup" className={classes.layer}>
              {indices.map((index) => {
                const row = unknown ? undefined : getRow(index)
                const id = row === undefined ? null : props.rowId(row)
                return (
                  <GridRow
                    key={index}
                    frame={frame}
                    row={row}
                    index={index}
                    top={(index - drawn.base) * rowHeight}
                    height={rowHeight}
                    selected={id !== null && selection !== undefined && isSelected(selection, id)}
                    open={id !== null && id === props.openId}
                    active={index === at.row ? at.column : -1}
                  />
                )
              })}
            </div>
          </div>
        </div>
      </div>
      {(props.error ?? (props.rowCount === 0 ? props.empty : null)) ? (
        <div className={classes.instead} style={{ top: head }}>
          {props.error ?? props.empty}
        </div>
      ) : null}
      {menu && (
        <PopupMenu
          {...menu}
          onClose={() => {
            setMenu(null)
            refocus()
          }}
        />
      )}
    </div>
  )
}

function chosenOf(selection: Selection | undefined): 'none' | 'some' | 'all' {
  if (!selection) return 'none'
  if (selection.all) return selection.except.size === 0 ? 'all' : 'some'
  return selection.ids.size === 0 ? 'none' : 'some'
}
