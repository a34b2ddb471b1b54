import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../shared/api.ts'

/** As it stands in the address; an empty text means any. */
export type HistoryFilter = { kind: string; field: string; reason: string; from: string; to: string }
export const anything: HistoryFilter = { kind: '', field: '', reason: '', from: '', to: '' }

export const given = <T extends object>(filter: T) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as Partial<T>

/** Changes of a customer and of what hangs on it, newest first, in pages. */
export function useHistory(id: string, filter: HistoryFilter) {
  const asked = given(filter)
  const query = useInfiniteQuery({
    queryKey: ['GET /customers/:id/history', id, asked],
    queryFn: ({ pageParam, signal }) =>
      call('GET /customers/:id/history', {
        params: { id },
        query: { ...asked, limit: 50, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  return { ...query, entries: query.data?.pages.flatMap((page) => page.items) }
}
