import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconAddressBook } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { useHints } from '../jobs/use-hints.ts'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import classes from './imports.module.css'
import type { Import } from './mapping-rules.ts'
import { StateBadge } from './state-badge.tsx'
import { isBusy, isUndoing } from './steps.ts'
import { Tally } from './tally.tsx'
import { labelOf, useTargets } from './targets.ts'

/** Earlier imports, newest first. */
export function ImportList() {
  const t = useT('imports')
  const query = useInfiniteQuery({
    queryKey: ['GET /imports', 'list'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /imports', { query: { limit: 20, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((one) => isBusy(one) || isUndoing(one)))
        ? 3_000
        : false,
  })
  useHints('import', null, () => void query.refetch())
  const items = query.data?.pages.flatMap((page) => page.items)
  if (query.error && !items)
    return <ErrorState small title={problemText(query.error, t)} onRetry={() => void query.refetch()} />
  if (!items) return <Skeleton lines={[90, 75, 85]} height={32} />
  if (items.length === 0)
    return (
      <EmptyState icon={<IconAddressBook size={20} stroke={1.75} aria-hidden />} title={t('list.empty')}>
        {t('list.emptyHint')}
      </EmptyState>
    )
  return (
    <>
      <ul className={classes.list}>
        {items.map((one) => (
          <ImportRow key={one.id} one={one} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </>
  )
}

/** Counts that are sure once the import has run; before that about how many rows there are. */
function ImportRow({ one }: { one: Import }) {
  const t = useT('imports')
  const f = useFormats()
  const rows = one.rows_read || one.preview?.rows_read
  const estimate = one.description.rows_estimate
  const targets = useTargets()
  return (
    <li className={classes.row}>
      <Link to={`/imports/${one.id}`} className={classes.name}>
        {one.file_name}
      </Link>
      <span className={classes.state}>
        <StateBadge one={one} />
        {one.state === 'running' && <span>{f.percent(one.progress)}</span>}
      </span>
      <span className={classes.about}>
        <span>{labelOf(targets, one.target)}</span>
        <span>
          {rows
            ? t('list.rows', { count: rows, n: f.number(rows) })
            : t('list.about', { count: estimate, n: f.number(estimate) })}
        </span>
        <span>{t('list.by', { name: one.requested_by })}</span>
        <time dateTime={one.created_at} title={f.dateTime(one.created_at)}>
          {f.relative(one.created_at)}
        </time>
      </span>
      {one.rows_read > 0 && <Tally tally={one} />}
    </li>
  )
}
