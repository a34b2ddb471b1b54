import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState, Notice, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconHistory, IconPlus } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { byDay, dayOf } from '../customers/record/days.ts'
import { More } from '../customers/record/more.tsx'
import { problemText } from '../shared/problem.ts'
import type { Customer } from '../shared/ui-module.ts'
import { AsOf } from './as-of.tsx'
import { AsOfPicker } from './as-of-picker.tsx'
import { FilterBar } from './filter-bar.tsx'
import classes from './history.module.css'
import { OperationCard } from './operation-card.tsx'
import { byOperation, type Entry } from './operations.ts'
import { useSubjects } from './subjects.ts'
import { given, type HistoryFilter, useHistory } from './use-history.ts'

/** So many are read by scrolling; who wants more than that is better served by the filter. */
const BY_SCROLLING = 400

/** Who changed what, when and why, or the record as it was on a day. The address says which. */
export default function HistoryTab({ customer }: { customer: Customer }) {
  const t = useT('history')
  const navigate = useNavigate()
  const asked = useSearch({ strict: false }) as Partial<HistoryFilter> & { at?: string }
  const { kind = '', field = '', reason = '', from = '', to = '', at = '' } = asked
  const filter = { kind, field, reason, from, to }
  const go = (search: object, replace = true) =>
    void navigate({ to: '.', search: { tab: 'history', ...search } as never, replace })
  const setAt = (moment: string) => go({ ...given(filter), ...(moment && { at: moment }) }, false)
  return (
    <section className={classes.history} aria-label={t('tab')}>
      <AsOfPicker customer={customer} at={at} onChange={setAt} />
      {at ? (
        <AsOf customer={customer} at={at} />
      ) : (
        <>
          <FilterBar customer={customer} filter={filter} onChange={(next) => go(given(next))} />
          <Changes customer={customer} filter={filter} onAsOf={setAt} onClear={() => go({})} />
        </>
      )}
    </section>
  )
}

type ChangesProps = {
  customer: Customer
  filter: HistoryFilter
  onAsOf: (at: string) => void
  onClear: () => void
}

function Changes({ customer, filter, onAsOf, onClear }: ChangesProps) {
  const t = useT('history')
  const f = useFormats()
  const query = useHistory(customer.id, filter)
  const { entries } = query
  const filtered = Object.values(filter).some(Boolean)
  if (query.error && !entries)
    return (
      <ErrorState small title={t('failed')} onRetry={() => void query.refetch()}>
        {problemText(query.error, t)}
      </ErrorState>
    )
  if (!entries) return <Skeleton lines={[30, 90, 75, 30, 85, 60]} height={16} />
  if (entries.length === 0 && filtered)
    return (
      <EmptyState
        icon={<IconHistory size={20} stroke={1.75} aria-hidden />}
        title={t('noneFiltered')}
        actions={<Button onClick={onClear}>{t('filter.clear')}</Button>}
      >
        {t('noneFiltered.hint')}
      </EmptyState>
    )
  const many = entries.length >= BY_SCROLLING
  return (
    <>
      {entries.length === 0 && (
        <EmptyState icon={<IconHistory size={20} stroke={1.75} aria-hidden />} title={t('none')}>
          {t('none.hint')}
        </EmptyState>
      )}
      <Days customer={customer} entries={entries} onAsOf={onAsOf} />
      {query.hasNextPage ? (
        <>
          {many && <Notice>{t('many', { n: f.number(entries.length) })}</Notice>}
          <More
            busy={query.isFetchingNextPage}
            failed={query.isFetchNextPageError || many}
            load={() => void query.fetchNextPage()}
          />
        </>
      ) : (
        !filtered && <Beginning customer={customer} />
      )}
    </>
  )
}

function Days({
  customer,
  entries,
  onAsOf,
}: {
  customer: Customer
  entries: Entry[]
  onAsOf: (at: string) => void
}) {
  const t = useT('history')
  const f = useFormats()
  const subjects = useSubjects(entries)
  const today = dayOf(new Date())
  const yesterday = dayOf(new Date(Date.now() - 86_400_000))
  const name = (day: string) =>
    day === today
      ? t('customers:record.timeline.today')
      : day === yesterday
        ? t('customers:record.timeline.yesterday')
        : f.date(day)
  return byDay(entries).map(({ day, entries }) => (
    <section key={day} className={classes.day} aria-labelledby={`history-${day}`}>
      <h2 id={`history-${day}`}>{name(day)}</h2>
      <ol className={classes.operations}>
        {byOperation(entries).map((operation) => (
          <OperationCard
            key={operation.id}
            customer={customer}
            operation={operation}
            subjects={subjects}
            onAsOf={onAsOf}
          />
        ))}
      </ol>
    </section>
  ))
}

/** Where every history ends: how the customer came here. */
function Beginning({ customer }: { customer: Customer }) {
  const t = useT('history')
  const f = useFormats()
  return (
    <p className={classes.beginning}>
      <IconPlus size={14} stroke={1.75} aria-hidden />
      {t('beginning', {
        date: f.dateTime(customer.created_at),
        source: t(`customers:record.source.${customer.source}`),
      })}
    </p>
  )
}
