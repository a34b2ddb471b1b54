import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Button } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { call, type Result } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { invalidate } from '../shared/queries.ts'
import classes from './notifications.module.css'

type News = Result<'GET /notifications'>['items'][number]

/** Where a piece of news leads. */
const placeOf = ({ kind, customer_id, subject_id }: News): string | null => {
  if (kind.startsWith('import.') && subject_id) return `/imports/${subject_id}`
  if (!customer_id) return null
  const tab = { task: 'tasks', note: 'notes' }[kind.split('.')[0]!]
  return `/customers/${customer_id}${tab ? `?tab=${tab}` : ''}`
}

const markRead = async (ids: string[] | 'all') => {
  await call('POST /notifications/read', { body: { ids } })
  await invalidate('GET /notifications')
}

/** The list under the bell. Escape or a press outside closes it. */
export default function Inbox({ onClose }: { onClose: () => void }) {
  const t = useT('notifications')
  const format = useFormats()
  const navigate = useNavigate()
  const panel = useRef<HTMLDivElement>(null)
  const query = useInfiniteQuery({
    queryKey: ['GET /notifications', 'inbox'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /notifications', { query: { limit: 20, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const items = query.data?.pages.flatMap((page) => page.items)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    panel.current?.focus()
    const onPointer = (event: PointerEvent) => {
      if (!panel.current?.parentElement?.contains(event.target as Node)) close.current()
    }
    addEventListener('pointerdown', onPointer)
    return () => removeEventListener('pointerdown', onPointer)
  }, [])
  const follow = (news: News) => {
    if (!news.read_at) void markRead([news.id])
    const place = placeOf(news)
    if (!place) return
    onClose()
    void navigate({ to: place })
  }
  return (
    <div
      ref={panel}
      role="dialog"
      aria-label={t('title')}
      tabIndex={-1}
      className={classes.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className={classes.head}>
        <h2>{t('title')}</h2>
        {(query.data?.pages[0]?.unread ?? 0) > 0 && (
          <Button look="quiet" size="sm" onClick={() => void markRead('all')}>
            {t('readAll')}
          </Button>
        )}
      </header>
      {query.error && !items && (
        <ErrorState small title={problemText(query.error, t)} onRetry={() => void query.refetch()} />
      )}
      {!items && !query.error && <Skeleton lines={[80, 60, 70]} height={16} />}
      {items?.length === 0 && <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      <ul className={classes.list}>
        {items?.map((news) => (
          <li key={news.id}>
            <button
              type="button"
              className={cx(classes.item, !news.read_at && classes.unread)}
              onClick={() => follow(news)}
            >
              <span>
                {!news.read_at && <span className={classes.hidden}>{t('unread')}: </span>}
                {news.text}
              </span>
              <time dateTime={news.created_at} title={format.dateTime(news.created_at)}>
                {format.relative(news.created_at)}
              </time>
            </button>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}
