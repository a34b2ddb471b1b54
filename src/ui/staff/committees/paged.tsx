import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { IconUsersGroup } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { call, type ReadRoute, type Result } from '../shared/api.ts'
import { useLive } from '../shared/live.ts'
import { problemText } from '../shared/problem.ts'
import { invalidate } from '../shared/queries.ts'
import classes from './committees.module.css'

type PagedRoute =
  | 'GET /committees'
  | 'GET /committee-terms'
  | 'GET /committee-vacancies'
  | 'GET /customer-roles'
  | 'GET /solicitors'
  | 'GET /prospects'
type Item<K extends PagedRoute> = Result<K> extends { items: (infer I)[] } ? I : never

/** Pages of a list, read again when something of a customer changes elsewhere. */
export function usePaged<K extends PagedRoute>(route: K, filter: Record<string, string>) {
  const query = useInfiniteQuery({
    queryKey: [route, filter],
    queryFn: ({ pageParam, signal }) =>
      (
        call as (route: ReadRoute, args: unknown) => Promise<{ items: Item<K>[]; next_cursor: string | null }>
      )(route, { query: { filter, limit: 50, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  useLive('customer', () => void invalidate(route))
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) }
}

/** A list in every state: loading, failed, none, some, many. */
export function Paged<T>({
  query,
  empty,
  children,
}: {
  query: {
    items: T[] | undefined
    error: unknown
    refetch: () => unknown
    hasNextPage: boolean
    fetchNextPage: () => unknown
    isFetchingNextPage: boolean
  }
  /** `small`: within a page that shows more. */
  empty: { title: string; hint: string; small?: true }
  children: (items: T[]) => ReactNode
}) {
  const t = useT('committees')
  const { items, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query
  if (error && !items) return <ErrorState title={problemText(error, t)} onRetry={() => void refetch()} />
  if (!items) return <Skeleton lines={[70, 45, 60, 50]} height={18} />
  if (items.length === 0 && empty.small) {
    return (
      <p className={classes.none}>
        {empty.title}. {empty.hint}
      </p>
    )
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={<IconUsersGroup size={20} stroke={1.75} aria-hidden />} title={empty.title}>
        {empty.hint}
      </EmptyState>
    )
  }
  return (
    <>
      {children(items)}
      {hasNextPage && (
        <div className={classes.more}>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}
