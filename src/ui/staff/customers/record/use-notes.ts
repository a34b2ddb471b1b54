import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { call, type Result } from '../../shared/api.ts'
import { invalidate, queryClient } from '../../shared/queries.ts'

type Page = Result<'GET /customers/:id/notes'>
export type Note = Page['items'][number]

const keyOf = (customerId: string) => ['GET /customers/:id/notes', 'all', customerId] as const

/** The notes of a customer, pinned ones first, in pages. */
export function useNotes(customerId: string, enabled = true) {
  const query = useInfiniteQuery({
    queryKey: keyOf(customerId),
    queryFn: ({ pageParam, signal }) =>
      call('GET /customers/:id/notes', {
        params: { id: customerId },
        query: { limit: 50, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled,
  })
  return { ...query, notes: query.data?.pages.flatMap((page) => page.items) }
}

/** Shows at once what a write answered with; the order comes with the next reading. */
export function showNote(note: Note) {
  queryClient.setQueryData<InfiniteData<Page>>(keyOf(note.customer_id), (data) =>
    data
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((other) => (other.id === note.id ? note : other)),
          })),
        }
      : data,
  )
}

export const refreshNotes = () => invalidate('GET /customers/:id/notes', 'GET /customers/:id/timeline')
