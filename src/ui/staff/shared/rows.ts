import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'

type Page<Row> = {
  items: Row[]
  next_cursor: string | null
  count?: { value: number; exact: boolean } | null
}

type Source<Row> = {
  key: readonly unknown[]
  /** Reads the page that begins at the cursor, undefined for the first. */
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>
  enabled?: boolean
}

/**
 * Keyset pages behind a DataGrid: pages follow one another, the next one is read before the reader reaches its end,
 * and rows of it are shown as skeletons meanwhile. `total` is what the first page says about the whole list.
 */
export function useRows<Row>({ key, load, enabled = true }: Source<Row>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled,
  })
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const total = data?.pages[0]?.count ?? null
  const ahead = data?.pages.at(-1)?.items.length ?? 0
  const known = rows.length + (hasNextPage ? ahead : 0)
  const getRow = useCallback((index: number) => rows[index], [rows])
  const onRangeNeeded = useCallback(
    (_from: number, to: number) => {
      if (to > rows.length && hasNextPage && !isFetchingNextPage && !isFetchNextPageError)
        void fetchNextPage()
    },
    [rows.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage],
  )
  return {
    rows,
    getRow,
    onRangeNeeded,
    rowCount: data ? known : null,
    rowCountOpen: Boolean(hasNextPage),
    total,
    error: query.error,
    retry: () => void (rows.length > 0 ? fetchNextPage() : query.refetch()),
    /** Fresh rows are on their way while the old ones are still shown. */
    refreshing: query.isFetching && !isFetchingNextPage,
  }
}
