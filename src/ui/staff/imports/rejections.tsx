// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '../../kit/button.tsx'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconDownload } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { call, urlOf } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import type { Import } from './mapping-rules.ts'
import { reasonText } from './reason.ts'
import classes from './steps.module.css'

type RejectionsProps = { one: Import; rejected: number; hint: string }

/** The refused rows in the order of the file, each with its reasons, and all of them as a file. */
export function Rejections({ one, rejected, hint }: RejectionsProps) {
  const t = useT('imports')
  const f = useFormats()
  const params = { id: one.id }
  const query = useInfiniteQuery({
    // A check or a run writes them anew.
    queryKey: ['GET /imports/:id/rejections', one.id, one.state, rejected],
    queryFn: ({ pageParam, signal }) =>
      call('GET /imports/:id/rejections', {
        params,
        query: { limit: pageParam ? 100 : 10, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const items = query.data?.pages.flatMap((page) => page.items)
  const title = t('reject.title', { count: rejected, n: f.number(rejected) })
  return (
    <div className={classes.block}>
      <div className={classes.blockHead}>
        <div>
          <h3>{title}</h3>
          <p className={classes.hint}>{hint}</p>
        </div>
        <a className={classes.download} href={urlOf('GET /imports/:id/rejections.csv', { params })} download>
          <IconDownload size={16} stroke={1.75} aria-hidden />
          {t('reject.download')}
        </a>
      </div>
      {query.error && !items && (
        <ErrorState small title={problemText(query.error, t)} onRetry={() => void query.refetch()} />
      )}
      {!items && !query.error && <Skeleton lines={[95, 80, 88]} height={18} />}
      {items && items.length > 0 && (
        <section className={classes.scroll} tabIndex={0} aria-label={title}>
          <table className={classes.table}>
            <caption className="visually-hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col" className={classes.figure}>
                  {t('reject.line')}
                </th>
                <th scope="col">{t('reject.column')}</th>
                <th scope="col">{t('reject.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row may be refused twice for the same reason
                <tr key={i}>
                  <td className={classes.figure}>{f.number(item.line)}</td>
                  <td>{item.column ?? <span className={classes.blank}>{t('reject.wholeRow')}</span>}</td>
                  <td>{reasonText(item, t)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {query.hasNextPage && (
        <div className={classes.actions}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('reject.more')}
          </Button>
          <span className={classes.hint}>{t('reject.shown', { shown: f.number(items?.length ?? 0) })}</span>
        </div>
      )}
    </div>
  )
}
