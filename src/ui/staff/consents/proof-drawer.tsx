import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '../../kit/button.tsx'
import { Drawer } from '../../kit/dialog.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import type { Customer } from '../shared/ui-module.ts'
import classes from './consents.module.css'
import type { Channel, MatrixRow } from './consents.ts'
import { DecisionCard } from './decision-card.tsx'

type Props = {
  customer: Customer
  /** Only of this purpose and channel; null for all. */
  row: MatrixRow | null
  channel: Channel | null
  /** The decision that a link leads to. */
  marked: string | null
  onClose: () => void
}

/** Every decision with its proof, the latest first. */
export default function ProofDrawer({ customer, row, channel, marked, onClose }: Props) {
  const t = useT('consents')
  const filter = { ...(row && { purpose: row.purpose.id }), ...(channel && { channel }) }
  const query = useInfiniteQuery({
    queryKey: ['GET /customers/:id/consents/history', customer.id, filter],
    queryFn: ({ pageParam, signal }) =>
      call('GET /customers/:id/consents/history', {
        params: { id: customer.id },
        query: { filter, limit: 30, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const decisions = query.data?.pages.flatMap((page) => page.items)
  return (
    <Drawer open onClose={onClose} title={row?.purpose.name ?? t('proof.all')} width={480}>
      {query.error && !decisions && (
        <ErrorState small title={problemText(query.error, t)} onRetry={() => void query.refetch()} />
      )}
      {!query.error && !decisions && <Skeleton lines={[60, 85, 70, 60]} height={16} />}
      {decisions?.length === 0 && <EmptyState title={t('proof.none')}>{t('proof.noneHint')}</EmptyState>}
      <ol className={classes.decisions}>
        {decisions?.map((decision) => (
          <DecisionCard
            key={decision.id}
            decision={decision}
            withPurpose={row === null}
            marked={decision.id === marked}
          />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Drawer>
  )
}
