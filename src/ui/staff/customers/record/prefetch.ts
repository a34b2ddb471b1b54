import { queryClient, read } from '../../shared/queries.ts'

/** Asks for the record while the code of its page is still on its way. */
export const prefetchRecord = (id: string) =>
  void queryClient.prefetchQuery(read('GET /customers/:id', { params: { id } }))
