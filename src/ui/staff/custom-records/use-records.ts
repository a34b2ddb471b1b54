import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { call, type Result } from '../shared/api.ts'
import { useLive } from '../shared/live.ts'
import { invalidate } from '../shared/queries.ts'

export type RecordQuestion = { q?: string; filter?: Record<string, string>; sort?: string }
type Row = Result<'GET /custom-record-types/:id/records'>['items'][number]

/** Rows shown before they are read, so that one can scroll on. */
const AHEAD = 60

/** The records of a type that answer a question, read page after page as one scrolls. */
export function useRecords(type: string, question: RecordQuestion, enabled = true) {
  const query = useInfiniteQuery({
    queryKey: ['GET /custom-record-types/:id/records', type, question],
    queryFn: ({ pageParam, signal }) =>
      call('GET /custom-record-types/:id/records', {
        params: { id: type },
        query: {
          ...question,
          limit: 100,
          count: pageParam ? 'none' : 'capped',
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled,
  })
  useLive('customer', () => void invalidate('GET /custom-record-types/:id/records'))
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items), [data])
  const total = data?.pages[0]?.count ?? null
  const getRow = useCallback((index: number): Row | undefined => rows?.[index], [rows])
  const onRangeNeeded = useCallback(
    (_from: number, to: number) => {
      if (rows && to > rows.length && hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
    [rows, hasNextPage, isFetchingNextPage, fetchNextPage],
  )
  const known = rows?.length ?? null
  const beyond = total && known !== null ? Math.max(total.value - known, total.exact ? 0 : AHEAD) : AHEAD
  const rowCount =
    known === null ? (query.error ? 0 : null) : hasNextPage ? known + Math.min(beyond, AHEAD) : known
  return { ...query, rows, total, getRow, onRangeNeeded, rowCount }
}
