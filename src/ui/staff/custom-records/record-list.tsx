import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { announce } from '../../kit/announce.ts'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { DataGrid } from '../../kit/grid/grid.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { SplitView } from '../../kit/side-panel.tsx'
import { useT } from '../../kit/words.ts'
import { useCustomFields } from '../custom-fields/custom-field.ts'
import frame from '../customers/list/list.module.css'
import { problemText } from '../shared/problem.ts'
import { FileMenu } from './file-menu.tsx'
import { questionOf, useRecordListState } from './list-state.ts'
import { ListToolbar } from './list-toolbar.tsx'
import { recordCard, recordColumns } from './record-columns.tsx'
import { RecordPanel } from './record-panel.tsx'
import { type CustomRecord, goes, type RecordType, targetOf } from './record-types.ts'
import { deleteRecord } from './record-verbs.ts'
import classes from './records.module.css'
import { TypeIcon } from './type-icon.tsx'
import { useLayout } from './use-layout.ts'
import { useRecords } from './use-records.ts'

const RecordForm = late(() => import('./record-form.tsx'))
const FilterPanel = late(() => import('./filter-panel.tsx'), <div className={frame.filters} />)

const rowId = (row: CustomRecord) => row.id
const rowLabel = (row: CustomRecord) => row.title

/** All records of a type: find, look, change, add. What is asked for is in the address. */
export function RecordList({ type, types }: { type: RecordType; types: RecordType[] }) {
  const t = useT('custom-records')
  const f = useFormats()
  const [state, set] = useRecordListState(type.key)
  const fields = useCustomFields(targetOf(type))
  const list = useRecords(type.id, questionOf(state))
  const [adding, setAdding] = useState(false)
  const [filtering, setFiltering] = useState(false)
  const filterButton = useRef<HTMLButtonElement>(null)
  const columns = useMemo(() => recordColumns(type, fields, t, f), [type, fields, t, f])
  const [layout, setLayout] = useLayout(type, columns)
  const card = useCallback((row: CustomRecord) => recordCard(row, type, fields, f), [type, fields, f])
  const { sort, record: shown } = state
  const sorted = useMemo(
    () => ({
      column: sort.replace(/^-/, ''),
      direction: sort.startsWith('-') ? ('desc' as const) : ('asc' as const),
    }),
    [sort],
  )
  const { total } = list
  useEffect(() => {
    if (total) announce(t('list.found', { count: total.value, formatted: f.number(total.value) }))
  }, [total, t, f])
  const rowMenu = useCallback(
    (row: CustomRecord) => [
      { id: 'open', label: t('open'), onSelect: () => set({ record: row.id }) },
      ...(goes(type, 'full')
        ? [
            {
              id: 'delete',
              label: t('delete'),
              danger: true,
              onSelect: () =>
                void deleteRecord(row, t, () => row.id === shown && set({ record: null }, true)),
            },
          ]
        : []),
    ],
    [t, set, type, shown],
  )
  const mayAdd = goes(type, 'write') && !type.retired_at
  const add = mayAdd && (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setAdding(true)}
    >
      {t('add', { type: type.singular })}
    </Button>
  )
  const asked = state.q !== '' || Object.keys(state.filter).length > 0
  const closeFilters = () => {
    setFiltering(false)
    filterButton.current?.focus()
  }
  return (
    <div className={frame.page}>
      <header className={frame.head}>
        <div className={frame.title}>
          <h1>{type.plural}</h1>
          {total && (
            <span className={frame.count}>
              {f.number(total.value)}
              {!total.exact && '+'}
            </span>
          )}
        </div>
        <FileMenu type={type} />
        {add}
      </header>
      {types.length > 1 && (
        <nav className={classes.types} aria-label={t('types')}>
          {types.map((one) => (
            <Link
              key={one.id}
              to={`/records/${one.key}` as never}
              aria-current={one.id === type.id ? 'page' : undefined}
            >
              <TypeIcon icon={one.icon} />
              {one.plural}
            </Link>
          ))}
        </nav>
      )}
      <ListToolbar
        state={state}
        set={set}
        filtering={filtering}
        filterButton={filterButton}
        onFilter={() => (filtering ? closeFilters() : setFiltering(true))}
        columns={columns}
        layout={layout}
        onLayout={setLayout}
      />
      <div className={frame.split}>
        <SplitView
          panel={
            state.record && (
              <RecordPanel id={state.record} type={type} onClose={() => set({ record: null }, true)} />
            )
          }
        >
          <div className={frame.body}>
            {filtering && <FilterPanel type={type} state={state} set={set} onClose={closeFilters} />}
            <div className={frame.rows}>
              <DataGrid<CustomRecord>
                label={type.plural}
                columns={columns}
                layout={layout}
                onLayout={setLayout}
                rowCount={list.rowCount}
                rowCountOpen={list.hasNextPage}
                getRow={list.getRow}
                onRangeNeeded={list.onRangeNeeded}
                dataKey={JSON.stringify(questionOf(state))}
                rowId={rowId}
                rowLabel={rowLabel}
                onOpen={(row) => set({ record: row.id }, state.record !== null)}
                openId={state.record}
                rowMenu={rowMenu}
                sort={sorted}
                onSort={({ column, direction }) => set({ sort: (direction === 'desc' ? '-' : '') + column })}
                card={card}
                empty={
                  <EmptyState
                    icon={<TypeIcon icon={type.icon} size={20} />}
                    title={t(asked ? 'list.noMatch' : 'list.none', { types: type.plural })}
                    actions={
                      asked ? (
                        <Button onClick={() => set({ q: '', filter: {} })}>{t('list.clear')}</Button>
                      ) : (
                        add
                      )
                    }
                  >
                    {t(asked ? 'list.noMatchHint' : 'list.noneHint', { type: type.singular })}
                  </EmptyState>
                }
                error={
                  list.error && !list.rows ? (
                    <ErrorState title={problemText(list.error, t)} onRetry={() => void list.refetch()} />
                  ) : undefined
                }
              />
            </div>
          </div>
        </SplitView>
      </div>
      {adding && (
        <RecordForm
          type={type}
          customerId={null}
          onClose={() => setAdding(false)}
          onAdded={({ id }) => set({ record: id })}
        />
      )}
    </div>
  )
}
