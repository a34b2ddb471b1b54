// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern; a table element could not be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stands on the cells
import { type PointerEvent, type RefObject, useRef } from 'react'
import { cx } from '../cx.ts'
import { IconArrowDown, IconArrowUp, IconChevronDown } from '../icons.ts'
import classes from './grid.module.css'
import { type Column, type Layout, moved, type Placed, resized, type Sort, template } from './layout.ts'

type HeadProps<Row> = {
  columns: Placed<Row>[]
  all: Column<Row>[]
  layout: Layout
  onLayout: ((layout: Layout) => void) | undefined
  sort: Sort | null | undefined
  scroller: RefObject<HTMLDivElement | null>
  selectable: boolean
  menu: boolean
  /** How much of what is loaded is chosen. */
  chosen: 'none' | 'some' | 'all'
  active: number
  words: { selectAll: string; selection: string; actions: string; column: (name: string) => string }
}

type Drag = { id: string; x: number; width: number; to: number | null; moving: boolean }

/** The head of the grid: sort by press, order by dragging, width by dragging the right edge. */
export function GridHead<Row>(props: HeadProps<Row>) {
  const { columns, all, layout, onLayout, sort, scroller, selectable, menu, chosen, active, words } = props
  const drag = useRef<Drag | null>(null)
  const mark = useRef<HTMLSpanElement>(null)
  const first = selectable ? 1 : 0

  const onPointerDown = (event: PointerEvent<HTMLElement>, id: string, width: number, moving: boolean) => {
    if (!onLayout || event.button !== 0) return
    if (!moving) event.stopPropagation()
    drag.current = { id, x: event.clientX, width, to: null, moving }
    if (!moving) event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const d = drag.current
    if (!d) return
    const by = event.clientX - d.x
    if (!d.moving) {
      const next = resized(all, layout, d.id, d.width + by)
      const widths = columns.map((c) =>
        c.id === d.id ? (next.find((e) => e.id === c.id)?.width ?? c.width) : c.width,
      )
      scroller.current?.style.setProperty('--cols', template(widths, selectable, menu))
      scroller.current?.style.setProperty('--grid-width', `${widths.reduce((a, b) => a + b, 84)}px`)
      return
    }
    if (d.to === null && Math.abs(by) < 6) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const cells = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-column]') ?? [])]
    const to = cells.filter((cell) => {
      const box = cell.getBoundingClientRect()
      return event.clientX > box.left + box.width / 2
    }).length
    d.to = to
    const edge = cells[Math.min(to, cells.length - 1)]
    if (mark.current && edge) {
      mark.current.style.display = 'block'
      mark.current.style.left = `${edge.offsetLeft + (to >= cells.length ? edge.offsetWidth : 0) - 1}px`
    }
  }
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const d = drag.current
    drag.current = null
    if (mark.current) mark.current.style.display = 'none'
    if (!d || !onLayout) return
    if (!d.moving) onLayout(resized(all, layout, d.id, d.width + event.clientX - d.x))
    else if (d.to !== null) {
      const from = columns.findIndex((c) => c.id === d.id)
      onLayout(moved(layout, d.id, d.to > from ? d.to - 1 : d.to))
      // The press that ends a drag must not sort as well.
      event.currentTarget.addEventListener('click', (e) => e.stopPropagation(), { once: true, capture: true })
    }
  }

  return (
    <div role="row" aria-rowindex={1} data-row={-1} className={classes.head}>
      {selectable && (
        <div
          role="columnheader"
          aria-colindex={1}
          aria-label={words.selection}
          data-cell={0}
          tabIndex={active === 0 ? 0 : -1}
          className={cx(classes.cell, classes.check)}
        >
          <input
            type="checkbox"
            readOnly
            tabIndex={-1}
            aria-label={words.selectAll}
            checked={chosen === 'all'}
            ref={(box) => {
              if (box) box.indeterminate = chosen === 'some'
            }}
          />
        </div>
      )}
      {columns.map((column, i) => {
        const sorted = sort?.column === column.id ? sort.direction : null
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={first + i + 1}
            aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : undefined}
            data-cell={first + i}
            data-column={column.id}
            tabIndex={active === first + i ? 0 : -1}
            className={cx(
              classes.cell,
              classes.title,
              i === 0 && classes.sticky,
              i === 0 && selectable && classes.afterCheck,
              column.align === 'end' && classes.end,
              column.sortable && classes.sortable,
            )}
            onPointerDown={(event) => onPointerDown(event, column.id, event.currentTarget.offsetWidth, true)}
            onPointerMove={onPointerMove}
            onPointerUp={onPointerUp}
            onPointerCancel={() => {
              drag.current = null
            }}
          >
            <span className={classes.titleText}>{column.header}</span>
            {sorted === 'asc' && <IconArrowUp size={13} stroke={2} aria-hidden />}
            {sorted === 'desc' && <IconArrowDown size={13} stroke={2} aria-hidden />}
            <button
              type="button"
              tabIndex={-1}
              data-column-menu
              className={classes.columnMenu}
              aria-label={words.column(column.header)}
              aria-haspopup="menu"
              onPointerDown={(e) => e.stopPropagation()}
            >
              <IconChevronDown size={13} stroke={2} aria-hidden />
            </button>
            {onLayout && (
              <span
                aria-hidden
                data-resize
                className={classes.resize}
                onPointerDown={(event) =>
                  onPointerDown(
                    event,
                    column.id,
                    event.currentTarget.parentElement?.offsetWidth ?? column.width,
                    false,
                  )
                }
                onPointerMove={onPointerMove}
                onPointerUp={onPointerUp}
              />
            )}
          </div>
        )
      })}
      {menu && (
        <div
          role="columnheader"
          aria-colindex={first + columns.length + 1}
          data-cell={first + columns.length}
          tabIndex={active === first + columns.length ? 0 : -1}
          className={cx(classes.cell, classes.menu)}
        >
          <span className="visually-hidden">{words.actions}</span>
        </div>
      )}
      <span ref={mark} className={classes.mark} aria-hidden />
    </div>
  )
}
