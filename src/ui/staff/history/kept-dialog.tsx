import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { keptReason } from '../shared/undo.ts'
import type { KeptOf } from './kept.tsx'
import classes from './kept-dialog.module.css'
import { fieldLabel, kindLabel } from './kinds.ts'

/** What an undo left as it is, customer by customer, with the reasons in words. */
export default function KeptDialog({ undo, onClose }: { undo: KeptOf; onClose: () => void }) {
  const t = useT('history')
  const f = useFormats()
  const params = { id: undo.id }
  const query = useInfiniteQuery({
    queryKey: ['GET /undos/:id/kept', undo.id],
    queryFn: ({ pageParam, signal }) =>
      call('GET /undos/:id/kept', {
        params,
        query: { limit: 50, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const items = query.data?.pages.flatMap((page) => page.items)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('kept.title', { count: undo.kept, n: f.number(undo.kept) })}
      width={640}
    >
      <p className={classes.lead}>{t('kept.lead')}</p>
      {query.error && !items && (
        <ErrorState small title={t('kept.failed')} onRetry={() => void query.refetch()}>
          {problemText(query.error, t)}
        </ErrorState>
      )}
      {!items && !query.error && <Skeleton lines={[90, 75, 82, 60]} height={18} />}
      {items && (
        <ul className={classes.list}>
          {items.map(({ id, customer, kind, field, reason }) => (
            <li key={id}>
              <span className={classes.who}>
                {customer.number === null ? (
                  t('kept.gone')
                ) : (
                  <Link to={`/customers/${customer.id}`} onClick={onClose}>
                    {customer.name || `C-${customer.number}`}
                  </Link>
                )}
                {customer.number !== null && <span className={classes.soft}>C-{customer.number}</span>}
              </span>
              <span className={classes.why}>
                <strong>{field === null ? kindLabel(kind, t) : fieldLabel(kind, field)}:</strong>{' '}
                {keptReason(reason, t)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Actions>
        {query.hasNextPage && (
          <>
            <span className={classes.soft}>{t('kept.shown', { shown: f.number(items?.length ?? 0) })}</span>
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          </>
        )}
        <Button look="primary" onClick={onClose}>
          {t('kit:close')}
        </Button>
      </Actions>
    </Dialog>
  )
}
