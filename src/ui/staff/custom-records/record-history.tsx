import { useInfiniteQuery } from '@tanstack/react-query'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { Actor } from '../customers/record/timeline-entry.tsx'
import { ChangeRow } from '../history/change-row.tsx'
import history from '../history/history.module.css'
import { happened } from '../history/kinds.ts'
import { revert } from '../history/revert.ts'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'

type Props = { id: string; customerId: string; writable: boolean }

/** What was changed in a record, newest first, with the way back. */
export default function RecordHistory({ id, customerId, writable }: Props) {
  const t = useT('history')
  const f = useFormats()
  const query = useInfiniteQuery({
    queryKey: ['GET /customers/:id/history', customerId, { record: id }],
    queryFn: ({ pageParam, signal }) =>
      call('GET /customers/:id/history', {
        params: { id: customerId },
        query: { kind: 'record', record: id, limit: 20, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const entries = query.data?.pages.flatMap((page) => page.items)
  if (query.error && !entries)
    return (
      <ErrorState small title={t('failed')} onRetry={() => void query.refetch()}>
        {problemText(query.error, t)}
      </ErrorState>
    )
  if (!entries) return <Skeleton lines={[60, 85]} height={16} />
  return (
    <div className={history.history}>
      {entries.length === 0 && <p>{t('none')}</p>}
      <ol className={history.operations}>
        {entries.map((entry) => (
          <li key={entry.id} className={history.card}>
            <div className={history.head}>
              <Actor actor={entry.actor} />
              <Badge>{t(`why.${entry.reason}`)}</Badge>
              <time dateTime={entry.at} title={f.dateTime(entry.at)} className={history.time}>
                {f.relative(entry.at)}
              </time>
            </div>
            <div className={history.part}>
              {entry.action !== 'changed' && (
                <p className={history.subject}>{happened('record', entry.action, t)}</p>
              )}
              <ul className={history.changes}>
                {entry.action === 'changed' &&
                  entry.changes.map((change) => (
                    <ChangeRow
                      key={change.field}
                      kind="record"
                      change={change}
                      refused={null}
                      onRevert={writable ? () => revert(null, entry, change, t) : undefined}
                    />
                  ))}
              </ul>
            </div>
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}
