import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { announce } from '../../../kit/announce.ts'
import { useFormats } from '../../../kit/format.ts'
import { DataGrid } from '../../../kit/grid/grid.tsx'
import { isSelected, nothing, type Selection, withRows } from '../../../kit/grid/selection.ts'
import { late } from '../../../kit/late.tsx'
import { warmMenu } from '../../../kit/menu.tsx'
import { SplitView } from '../../../kit/side-panel.tsx'
import { useT } from '../../../kit/words.ts'
import { useCustomFields } from '../../custom-fields/custom-field.ts'
import { customColumns, presentLayout } from '../../custom-fields/list-columns.tsx'
import { useFinishedJobs } from '../../jobs/watched.ts'
import { useCan, useMe } from '../../shared/session.ts'
import { useShortcut } from '../../shared/shortcuts.ts'
import { BulkBar, loadBulk } from './bulk-bar.tsx'
import { Chips } from './chips.tsx'
import { columnOfSort, customerCard, customerColumns, sortNameOf } from './columns.tsx'
import type { CustomerRow } from './kept-lists.ts'
import classes from './list.module.css'
import { ListHead } from './list-head.tsx'
import { questionOf, sortOf } from './list-state.ts'
import { EmptyList, FailedList, FailedRows } from './list-states.tsx'
import { loadChooser, Toolbar } from './toolbar.tsx'
import { useCustomerRows } from './use-customer-rows.ts'
import { useColumnLayout } from './use-layout.ts'
import { useListState } from './use-list-state.ts'
import { usePreview } from './use-preview.ts'
import { useRowMenu } from './use-row-menu.tsx'
import { useViews } from './use-views.ts'
import { ViewTabs } from './view-tabs.tsx'

const loadFilters = () => import('./filter-panel.tsx')
const FilterPanel = late(loadFilters, <div className={classes.filters} />)
const loadPreview = () => import('./preview.tsx')
const Preview = late(loadPreview)
const TagsDialog = late(() => import('./tags-dialog.tsx'))

/** Fetches what a press is likely to ask for next, once the first rows are there and the browser has nothing to do. */
function useWarmth(ready: boolean) {
  useEffect(() => {
    if (!ready) return
    const warm = () => {
      for (const load of [warmMenu, loadFilters, loadChooser, loadPreview, loadBulk]) void load()
    }
    const timer = setTimeout(() => (globalThis.requestIdleCallback ?? setTimeout)(warm), 1200)
    return () => clearTimeout(timer)
  }, [ready])
}

const rowId = (row: CustomerRow) => row.id
const rowLabel = (row: CustomerRow) => row.name
const rowHref = (row: CustomerRow) => `/customers/${row.id}`

/** All customers: find, choose, look, act. What is asked for is in the address. */
export function CustomerListPage() {
  const t = useT('customers')
  const f = useFormats()
  const me = useMe()
  const can = useCan()
  const navigate = useNavigate()
  const [state, set] = useListState()
  const views = useViews()
  const view = views.data?.items.find(({ id }) => id === state.view) ?? null
  const { list, seen, waiting } = useCustomerRows(state)
  const { layout, setLayout, forgetDraft } = useColumnLayout(view)
  const [filtering, setFiltering] = useState(false)
  const [selection, setSelection] = useState<Selection>(nothing)
  const filterButton = useRef<HTMLButtonElement>(null)
  const active = useRef<CustomerRow | null>(null)
  const preview = usePreview(state, set)
  const [tagging, setTagging] = useState<CustomerRow | null>(null)
  const rowMenu = useRowMenu({ rows: list.rows, onPreview: preview.open, onTags: setTagging })
  useFinishedJobs(useCallback(() => list.rows.reload(), [list]))

  const fields = useCustomFields('customer')
  const columns = useMemo(
    () => [...customerColumns(t, f, me.hidden_fields), ...customColumns<CustomerRow>(fields, f)],
    [t, f, me.hidden_fields, fields],
  )
  const shownLayout = useMemo(() => presentLayout(layout, fields), [layout, fields])
  const card = useCallback((row: CustomerRow) => customerCard(row, t, f), [t, f])
  const { by, direction } = sortOf(state.sort)
  const sort = useMemo(() => ({ column: columnOfSort(by), direction }), [by, direction])

  // A selection belongs to the rows it was made in: another question begins with none.
  const chosenIn = useRef(list.key)
  useEffect(() => {
    if (chosenIn.current !== list.key) setSelection(nothing)
    chosenIn.current = list.key
  }, [list.key])
  const count = seen.total
  useEffect(() => {
    if (count) announce(t('list.found', { count: count.value, formatted: f.number(count.value) }))
  }, [count, t, f])

  const open = useCallback(
    (row: CustomerRow) => {
      list.place.returning = true
      void navigate({ to: rowHref(row) })
    },
    [navigate, list],
  )
  const follow = preview.follow
  const onActiveRow = useCallback(
    (row: CustomerRow) => {
      active.current = row
      follow(row.id)
    },
    [follow],
  )
  const closeFilters = () => {
    setFiltering(false)
    filterButton.current?.focus()
  }
  const toggleActive = () => {
    const row = active.current
    if (row) setSelection((old) => withRows(old, [row.id], !isSelected(old, row.id)))
  }
  useShortcut('f', t('list.keys.filter'), () => setFiltering(true))
  useShortcut('p', t('list.keys.preview'), () => active.current && preview.toggle(active.current.id))
  useShortcut('x', t('list.keys.select'), toggleActive)
  useShortcut(
    'n',
    t('list.keys.new'),
    () => can('customers.write') && void navigate({ to: '/customers/new' }),
  )
  useShortcut('e', t('list.keys.export'), () =>
    document.querySelector<HTMLElement>('#customers-export-place button')?.click(),
  )
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.shiftKey && !event.ctrlKey && active.current) {
      event.preventDefault()
      event.stopPropagation()
      preview.toggle(active.current.id)
    }
  }

  useWarmth(seen.rowCount !== null)
  const viewIsComing = state.view !== null && views.isPending
  return (
    <div className={classes.page}>
      <ListHead total={seen.total} loading={seen.rowCount === null} state={state} layout={layout} />
      <ViewTabs
        views={views.data?.items ?? []}
        state={state}
        set={set}
        layout={layout}
        forgetDraft={forgetDraft}
        total={seen.total}
      />
      <Toolbar
        state={state}
        set={set}
        filtering={filtering}
        filterButton={filterButton}
        onFilter={() => (filtering ? closeFilters() : setFiltering(true))}
        onFilterNear={() => void loadFilters()}
        columns={columns}
        layout={shownLayout}
        onLayout={setLayout}
      />
      <Chips state={state} set={set} />
      <div className={classes.split}>
        <SplitView
          panel={
            preview.id && (
              <Preview
                id={preview.id}
                row={list.rows.find(preview.id)}
                onTags={setTagging}
                onClose={preview.close}
              />
            )
          }
        >
          <div className={classes.body}>
            {filtering && (
              <FilterPanel state={state} set={set} hidden={me.hidden_fields} onClose={closeFilters} />
            )}
            <div className={classes.rows} onKeyDownCapture={onKeyDownCapture} aria-busy={waiting}>
              {waiting && <div className={classes.busy} aria-hidden />}
              {seen.error != null && seen.rowCount !== 0 && (
                <FailedRows error={seen.error} onRetry={list.rows.retry} />
              )}
              <DataGrid<CustomerRow>
                label={t('list.title')}
                columns={columns}
                layout={shownLayout}
                onLayout={setLayout}
                rowCount={viewIsComing ? null : seen.rowCount}
                rowCountOpen={seen.open}
                getRow={seen.getRow}
                onRangeNeeded={list.rows.show}
                dataKey={list.key}
                place={list.place}
                rowId={rowId}
                rowLabel={rowLabel}
                rowHref={rowHref}
                onOpen={open}
                onActiveRow={onActiveRow}
                openId={preview.id}
                rowMenu={rowMenu}
                selection={can('customers.write') || can('customers.export') ? selection : undefined}
                onSelection={setSelection}
                sort={sort}
                onSort={(next) =>
                  set({ sort: (next.direction === 'desc' ? '-' : '') + sortNameOf(next.column) })
                }
                card={card}
                empty={<EmptyList state={state} onClear={() => set({ q: '', filter: {} })} />}
                error={
                  seen.error != null && seen.rowCount === 0 ? (
                    <FailedList error={seen.error} onRetry={list.rows.retry} />
                  ) : undefined
                }
              />
              <BulkBar
                selection={selection}
                onSelection={setSelection}
                total={seen.total}
                question={questionOf(state)}
                layout={layout}
              />
            </div>
          </div>
        </SplitView>
      </div>
      {tagging && <TagsDialog row={tagging} onSaved={list.rows.replace} onClose={() => setTagging(null)} />}
    </div>
  )
}
