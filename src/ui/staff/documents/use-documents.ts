import { useInfiniteQuery } from '@tanstack/react-query'
import { toast } from '../../kit/toast.tsx'
import type { Translate } from '../../kit/words.ts'
import { call, type Result, urlOf, write } from '../shared/api.ts'
import { useLive } from '../shared/live.ts'
import { ApiProblem, problemText } from '../shared/problem.ts'
import { invalidate } from '../shared/queries.ts'
import { sayDone } from '../shared/undo.ts'

export type Document = Result<'GET /documents/:id'>
export type DocumentKind = Document['kind']
export const documentKinds = ['general', 'white_paper', 'video', 'resume'] as const satisfies DocumentKind[]
export const orders = ['-updated_at', 'updated_at', 'title', '-title', '-size', 'size'] as const

export type Wanted = { kind: DocumentKind | ''; q: string; sort: (typeof orders)[number] }

/** Everything on screen that shows documents. */
export const refreshDocuments = () =>
  invalidate(
    'GET /customers/:id/documents',
    'GET /documents/:id',
    'GET /documents/:id/versions',
    'GET /customers/:id/timeline',
    'GET /customers/:id/history',
  )

/** Pages of a customer's documents, read again when the customer changes elsewhere. */
export function useDocuments(id: string, { kind, q, sort }: Wanted) {
  const query = useInfiniteQuery({
    queryKey: ['GET /customers/:id/documents', id, kind, q, sort],
    queryFn: ({ pageParam, signal }) =>
      call('GET /customers/:id/documents', {
        params: { id },
        query: {
          filter: kind ? { kind } : {},
          sort,
          limit: 50,
          ...(q && { q }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  useLive('customer', (hint) => {
    if (!hint.id || hint.id === id) void invalidate('GET /customers/:id/documents')
  })
  return { ...query, documents: query.data?.pages.flatMap((page) => page.items) }
}

/** Where the bytes are: to be saved, or to be shown here. */
export const downloadUrl = (id: string, number?: number) =>
  urlOf('GET /documents/:id/content', { params: { id }, query: { number } })
export const previewUrl = (id: string, number?: number) =>
  urlOf('GET /documents/:id/preview', { params: { id }, query: { number } })

/** Saves a file under its own name; the page stays where it is. */
export function download(id: string, number?: number): void {
  const link = document.createElement('a')
  link.href = downloadUrl(id, number)
  link.download = ''
  link.click()
}

/** Why a file was not taken; how large it may be depends on what it is. */
export const refusalText = (problem: unknown, t: Translate): string =>
  problem instanceof ApiProblem && problem.code === 'upload.too_large'
    ? t('tooLarge', { limit: problem.params['limit_mb'] })
    : problemText(problem, t)

/** Deletes a document; the message offers to bring it back. */
export async function deleteDocument({ id, title }: Document, t: Translate): Promise<void> {
  try {
    const { operation } = await write('DELETE /documents/:id', { params: { id } })
    sayDone({ text: t('deleted', { title }), operation, t, changed: () => void refreshDocuments() })
  } catch (problem) {
    toast({ text: problemText(problem, t), tone: 'danger' })
  }
  await refreshDocuments()
}
