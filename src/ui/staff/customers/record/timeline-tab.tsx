import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { EmptyState, ErrorState, Skeleton } from '../../../kit/feedback.tsx'
import { useFormats } from '../../../kit/format.ts'
import { IconHistory } from '../../../kit/icons.ts'
import { useLanguage, useT } from '../../../kit/words.ts'
import { call } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { byDay, dayOf } from './days.ts'
import { More } from './more.tsx'
import classes from './timeline.module.css'
import { type Entry, TimelineEntry } from './timeline-entry.tsx'
import { type TimelineFilter, TimelineFilterBar } from './timeline-filter.tsx'
import { useTimelineKinds } from './timeline-kinds.ts'

function useTimeline(id: string, { kind, from, to }: TimelineFilter) {
  const language = useLanguage()
  const asked = { ...(kind && { kind }), ...(from && { from }), ...(to && { to }), language }
  return useInfiniteQuery({
    queryKey: ['GET /customers/:id/timeline', 'all', id, asked],
    queryFn: ({ pageParam, signal }) =>
      call('GET /customers/:id/timeline', {
        params: { id },
        query: { ...asked, limit: 40, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
}

/** Everything that happened to the customer, in every module; the filter is in the address. */
export default function TimelineTab({ customer }: { customer: Customer }) {
  const t = useT('customers')
  const navigate = useNavigate()
  const given = useSearch({ strict: false }) as Partial<TimelineFilter>
  const filter = { kind: given.kind ?? '', from: given.from ?? '', to: given.to ?? '' }
  const query = useTimeline(customer.id, filter)
  const set = ({ kind, from, to }: TimelineFilter) => {
    const search = { tab: 'timeline', ...(kind && { kind }), ...(from && { from }), ...(to && { to }) }
    void navigate({ to: '.', search: search as never, replace: true })
  }
  const entries = query.data?.pages.flatMap((page) => page.items)
  const filtered = Boolean(filter.kind || filter.from || filter.to)
  return (
    <section className={classes.timeline} aria-label={t('record.tab.timeline')}>
      <TimelineFilterBar filter={filter} onChange={set} />
      {query.error && !entries ? (
        <ErrorState small title={t('record.timeline.failed')} onRetry={() => void query.refetch()}>
          {problemText(query.error, t)}
        </ErrorState>
      ) : !entries ? (
        <Skeleton lines={[20, 70, 60, 65, 50, 72]} height={16} />
      ) : entries.length === 0 ? (
        <EmptyState
          icon={<IconHistory size={20} stroke={1.75} aria-hidden />}
          title={t('record.timeline.none')}
        >
          {t(filtered ? 'record.timeline.noneFiltered' : 'record.timeline.noneHint')}
        </EmptyState>
      ) : (
        <Days entries={entries} />
      )}
      {query.hasNextPage && (
        <More
          busy={query.isFetchingNextPage}
          failed={query.isFetchNextPageError}
          load={() => void query.fetchNextPage()}
        />
      )}
    </section>
  )
}

function Days({ entries }: { entries: Entry[] }) {
  const t = useT('customers')
  const f = useFormats()
  const kinds = useTimelineKinds()
  const today = dayOf(new Date())
  const yesterday = dayOf(new Date(Date.now() - 86_400_000))
  const name = (day: string) =>
    day === today
      ? t('record.timeline.today')
      : day === yesterday
        ? t('record.timeline.yesterday')
        : f.date(day)
  return byDay(entries).map(({ day, entries }) => (
    <section key={day} className={classes.daySection} aria-labelledby={`day-${day}`}>
      <h2 id={`day-${day}`}>{name(day)}</h2>
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} kind={kinds.find(({ kind }) => kind === entry.kind)} />
        ))}
      </ol>
    </section>
  ))
}
