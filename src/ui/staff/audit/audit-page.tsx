import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { IconX } from '../../kit/icons.ts'
import { SplitView } from '../../kit/side-panel.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import classes from './audit.module.css'
import { type AuditSearch, addressOf, type Entry, queryOf, searchOf } from './audit-filter.ts'
import { ChainState } from './chain-state.tsx'
import EntryDetail from './entry-detail.tsx'
import { EntryList } from './entry-list.tsx'
import { Filters } from './filters.tsx'

/** Who did or looked at what, newest first; what is looked for stands in the address. */
export default function AuditPage() {
  const t = useT('audit')
  const search = searchOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const [open, setOpen] = useState<Entry | null>(null)
  // By what the address holds then: typed text takes effect a moment later, when something else may have been chosen.
  const go = (change: Partial<AuditSearch>) => {
    const next = (before: Record<string, unknown>) => addressOf({ ...searchOf(before), ...change })
    void navigate({ to: '/audit', search: next as never, replace: true })
  }
  const { customer } = search
  const clear = () => go({ ...searchOf({}), customer })
  return (
    <div className={classes.page}>
      <SplitView panel={open && <EntryDetail entry={open} onClose={() => setOpen(null)} />}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className={classes.scroll} tabIndex={0} aria-label={t('list')}>
          <div className={classes.content}>
            <header className={classes.head}>
              <div>
                <h1>{t('title')}</h1>
                <p>{t('hint')}</p>
              </div>
            </header>
            <ChainState />
            <Filters search={search} onChange={go} onClear={clear} />
            {customer && <OneCustomer id={customer} onAll={() => go({ customer: '' })} />}
            <Entries search={search} open={open} onOpen={setOpen} onClear={clear} />
          </div>
        </section>
      </SplitView>
    </div>
  )
}

function OneCustomer({ id, onAll }: { id: string; onAll: () => void }) {
  const t = useT('audit')
  const { data } = useQuery(read('GET /customers/:id', { params: { id } }))
  return (
    <p className={classes.one}>
      {data ? t('filter.customer', { name: data.name }) : t('filter.aCustomer')}
      <Button look="quiet" size="sm" icon={<IconX size={14} stroke={1.75} aria-hidden />} onClick={onAll}>
        {t('filter.showAll')}
      </Button>
    </p>
  )
}

type EntriesProps = {
  search: AuditSearch
  open: Entry | null
  onOpen: (entry: Entry) => void
  onClear: () => void
}

function Entries({ search, open, onOpen, onClear }: EntriesProps) {
  const t = useT('audit')
  const asked = queryOf(search)
  const query = useInfiniteQuery({
    queryKey: ['GET /audit', asked],
    queryFn: ({ pageParam, signal }) =>
      call('GET /audit', { query: { ...asked, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    // Looking is told itself: coming back to the window must not add entries.
    refetchOnWindowFocus: false,
  })
  if (query.data === undefined && query.error)
    return <ErrorState title={problemText(query.error, t)} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <Skeleton lines={[40, 85, 70, 90, 60, 75, 80]} height={20} />
  const entries = query.data.pages.flatMap((page) => page.items)
  if (entries.length === 0) {
    const filtered = Object.keys(addressOf(search)).length > 0
    return filtered ? (
      <EmptyState title={t('none')} actions={<Button onClick={onClear}>{t('filter.clear')}</Button>}>
        {t('noneHint')}
      </EmptyState>
    ) : (
      <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
    )
  }
  return (
    <>
      <EntryList entries={entries} open={open} onOpen={onOpen} />
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}
