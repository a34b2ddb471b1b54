import { type RefObject, useRef, useState } from 'react'
import { CountBadge } from '../../../kit/badge.tsx'
import { Button, IconButton } from '../../../kit/button.tsx'
import { cx } from '../../../kit/cx.ts'
import type { Column, Layout } from '../../../kit/grid/layout.ts'
import { IconColumns3, IconFilter, IconSearch, IconX } from '../../../kit/icons.ts'
import { late } from '../../../kit/late.tsx'
import { useT } from '../../../kit/words.ts'
import { useTyped } from '../../shared/use-typed.ts'
import type { CustomerRow } from './kept-lists.ts'
import classes from './list.module.css'
import { countFilters, type ListState } from './list-state.ts'
import { SortMenu } from './sort-menu.tsx'
import type { SetList } from './use-list-state.ts'
import { useSteps } from './use-steps.ts'

export const loadChooser = () => import('./column-chooser.tsx')
const ColumnChooser = late(loadChooser)

type ToolbarProps = {
  state: ListState
  set: SetList
  filtering: boolean
  filterButton: RefObject<HTMLButtonElement | null>
  onFilter: () => void
  onFilterNear: () => void
  columns: Column<CustomerRow>[]
  layout: Layout
  onLayout: (layout: Layout) => void
}

/** Search in the list, filter, columns. */
export function Toolbar(props: ToolbarProps) {
  const { state, set, filtering, filterButton, onFilter, onFilterNear, columns, layout, onLayout } = props
  const t = useT('customers')
  const step = useSteps(state, set)
  const q = useTyped(state.q, (value) => step('q', value, true))
  const columnButton = useRef<HTMLButtonElement>(null)
  const [choosing, setChoosing] = useState<DOMRect | null>(null)
  const filters = countFilters(state.filter)
  return (
    <div className={classes.toolbar}>
      <search className={classes.find}>
        <IconSearch size={15} stroke={1.75} aria-hidden />
        <input
          type="search"
          aria-label={t('list.find')}
          placeholder={t('list.findHint')}
          autoComplete="off"
          spellCheck={false}
          value={q.typed}
          onChange={(event) => q.onType(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') q.now()
          }}
        />
      </search>
      <span className={classes.pair}>
        <Button
          ref={filterButton}
          className={cx(filters > 0 && classes.filterOn)}
          icon={<IconFilter size={16} stroke={1.75} aria-hidden />}
          aria-expanded={filtering}
          onClick={onFilter}
          onPointerEnter={onFilterNear}
          onFocus={onFilterNear}
        >
          {t('list.filter')}{' '}
          {filters > 0 && (
            <CountBadge label={t('list.filter.active', { count: filters })}>{filters}</CountBadge>
          )}
        </Button>
        {filters > 0 && (
          <IconButton
            look="secondary"
            className={classes.filterOn}
            label={t('list.filter.clear')}
            onClick={() => {
              set({ filter: {} })
              filterButton.current?.focus()
            }}
          >
            <IconX size={15} stroke={1.75} aria-hidden />
          </IconButton>
        )}
      </span>
      <span className={classes.narrow}>
        <SortMenu state={state} set={set} columns={columns} />
      </span>
      <span className={cx(classes.end, classes.wide)}>
        <Button
          ref={columnButton}
          look="quiet"
          icon={<IconColumns3 size={16} stroke={1.75} aria-hidden />}
          aria-haspopup="dialog"
          aria-expanded={choosing !== null}
          onPointerEnter={() => void loadChooser()}
          onClick={() => setChoosing(columnButton.current?.getBoundingClientRect() ?? null)}
        >
          {t('list.columns')}
        </Button>
      </span>
      {choosing && (
        <ColumnChooser
          anchor={choosing}
          columns={columns}
          layout={layout}
          onLayout={onLayout}
          onClose={() => {
            setChoosing(null)
            columnButton.current?.focus()
          }}
        />
      )}
    </div>
  )
}
