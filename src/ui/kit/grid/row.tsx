// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern; a table element could not be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stands on the cells
import { memo, type ReactNode } from 'react'
import { cx } from '../cx.ts'
import { IconDots } from '../icons.ts'
import classes from './grid.module.css'
import type { Placed } from './layout.ts'

export type Card = { title: ReactNode; lines?: ReactNode[]; leading?: ReactNode; trailing?: ReactNode }

/** What all rows share; the same object as long as nothing of it changes, so that rows need not be drawn anew. */
export type RowFrame<Row> = {
  columns: Placed<Row>[]
  card: ((row: Row) => Card) | null
  label: (row: Row) => string
  href: ((row: Row) => string) | undefined
  selectable: boolean
  menu: boolean
  words: { select: (name: string) => string; menu: (name: string) => string; loading: string }
}

type RowProps<Row> = {
  frame: RowFrame<Row>
  row: Row | undefined
  index: number
  top: number
  height: number
  selected: boolean
  open: boolean
  /** The cell of this row that Tab reaches, -1 for none. */
  active: number
}

const bars = [62, 38, 74, 46, 55, 30]

function DataRow<Row>({ frame, row, index, top, height, selected, open, active }: RowProps<Row>) {
  const { columns, card, selectable, menu, words } = frame
  const first = selectable ? 1 : 0
  const last = first + (card ? 1 : columns.length)
  const cell = (column: number, className: string | undefined, content: ReactNode) => (
    <div
      key={column}
      role="gridcell"
      aria-colindex={column + 1}
      data-cell={column}
      tabIndex={active === column ? 0 : -1}
      className={className}
    >
      {content}
    </div>
  )
  const name = row === undefined ? '' : frame.label(row)
  const linked = (content: ReactNode) =>
    row !== undefined && frame.href ? (
      <a href={frame.href(row)} tabIndex={-1} data-link className={classes.link}>
        {content}
      </a>
    ) : (
      content
    )
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      aria-busy={row === undefined || undefined}
      data-row={index}
      className={cx(classes.row, selected && classes.selected, open && classes.open)}
      style={{ top, height }}
    >
      {selectable &&
        cell(
          0,
          cx(classes.cell, classes.check),
          row !== undefined && (
            <input
              type="checkbox"
              readOnly
              checked={selected}
              tabIndex={-1}
              aria-label={words.select(name)}
            />
          ),
        )}
      {card
        ? cell(
            first,
            classes.cell,
            row === undefined ? (
              <Bar width={50} label={words.loading} />
            ) : (
              linked(<CardBody card={card(row)} />)
            ),
          )
        : columns.map((column, i) =>
            cell(
              first + i,
              cx(
                classes.cell,
                i === 0 && classes.sticky,
                i === 0 && selectable && classes.afterCheck,
                column.align === 'end' && classes.end,
              ),
              row === undefined ? (
                <Bar
                  width={bars[(index + i) % bars.length] ?? 50}
                  label={i === 0 ? words.loading : undefined}
                />
              ) : i === 0 ? (
                linked(column.render(row))
              ) : (
                column.render(row)
              ),
            ),
          )}
      {menu &&
        cell(
          last,
          cx(classes.cell, classes.menu),
          row !== undefined && (
            <button type="button" tabIndex={-1} data-menu aria-haspopup="menu" aria-label={words.menu(name)}>
              <IconDots size={16} stroke={1.75} aria-hidden />
            </button>
          ),
        )}
    </div>
  )
}

const Bar = ({ width, label }: { width: number; label?: string }) => (
  <span className={classes.bar} style={{ width: `${width}%` }}>
    {label && <span className="visually-hidden">{label}</span>}
  </span>
)

const CardBody = ({ card }: { card: Card }) => (
  <span className={classes.card}>
    {card.leading}
    <span className={classes.cardText}>
      <span className={classes.cardTitle}>{card.title}</span>
      {card.lines?.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have a place, not an identity
        <span key={i} className={classes.cardLine}>
          {line}
        </span>
      ))}
    </span>
    {card.trailing}
  </span>
)

export const GridRow = memo(DataRow) as typeof DataRow
