import { type RefObject, useRef, useState } from 'react'
import { CountBadge } from '../../kit/badge.tsx'
import { Button, IconButton } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import type { Column, Layout } from '../../kit/grid/layout.ts'
import { IconColumns3, IconFilter, IconSearch, IconX } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import frame from '../customers/list/list.module.css'
import { useTyped } from '../shared/use-typed.ts'
import type { RecordListState } from './list-state.ts'
import type { CustomRecord } from './record-types.ts'

const ColumnChooser = late(() => import('./column-chooser.tsx'))

type ToolbarProps = {
  state: RecordListState
  set: (change: Partial<RecordListState>, replace?: boolean) => void
  filtering: boolean
  filterButton: RefObject<HTMLButtonElement | null>
  onFilter: () => void
  columns: Column<CustomRecord>[]
  layout: Layout
  onLayout: (layout: Layout) => void
}

/** Search in the list, filter, columns. */
export function ListToolbar(props: ToolbarProps) {
  const { state, set, filtering, filterButton, onFilter, columns, layout, onLayout } = props
  const t = useT('custom-records')
  const q = useTyped(state.q, (value) => set({ q: value }, state.q !== ''))
  const columnButton = useRef<HTMLButtonElement>(null)
  const [choosing, setChoosing] = useState(false)
  const filters = Object.keys(state.filter).length
  return (
    <div className={frame.toolbar}>
      <search className={frame.find}>
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
      <span className={frame.pair}>
        <Button
          ref={filterButton}
          className={cx(filters > 0 && frame.filterOn)}
          icon={<IconFilter size={16} stroke={1.75} aria-hidden />}
          aria-expanded={filtering}
          onClick={onFilter}
        >
          {t('list.filter')}{' '}
          {filters > 0 && (
            <CountBadge label={t('list.filter.active', { count: filters })}>{filters}</CountBadge>
          )}
        </Button>
        {filters > 0 && (
          <IconButton
            look="secondary"
            className={frame.filterOn}
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
      <span className={cx(frame.end, frame.wide)}>
        <Button
          ref={columnButton}
          look="quiet"
          icon={<IconColumns3 size={16} stroke={1.75} aria-hidden />}
          aria-haspopup="dialog"
          aria-expanded={choosing}
          onClick={() => setChoosing(true)}
        >
          {t('list.columns')}
        </Button>
      </span>
      {choosing && (
        <ColumnChooser
          columns={columns}
          layout={layout}
          onLayout={onLayout}
          onClose={() => {
            setChoosing(false)
            columnButton.current?.focus()
          }}
        />
      )}
    </div>
  )
}
