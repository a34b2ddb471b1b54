import type { Result } from '../../shared/api.ts'
import { call } from '../../shared/api.ts'
import { queryClient } from '../../shared/queries.ts'
import type { ParsedQuery } from '../../shared/query-string.ts'
import { keyOf, type Question, queryOf, questionOf, readSearch } from './list-state.ts'
import { type LoadRows, makeRowStore, pageSize, type RowStore } from './row-store.ts'

export type CustomerRow = Result<'GET /customers'>['items'][number]
export type CustomerRows = RowStore<CustomerRow>

/** A list that was read, kept for a while with the place in it, so that "back" leads to where one was. */
export type KeptList = {
  store: CustomerRows
  place: { offset: number; row: number; column: number }
  at: number
}

function open(question: Question): KeptList {
  const load: LoadRows<CustomerRow> = (ask, signal) =>
    call('GET /customers', { query: { ...queryOf(question), ...ask }, signal })
  return { store: makeRowStore(load), place: { offset: 0, row: 0, column: 0 }, at: Date.now() }
}

/**
 * The list for a question, from the last few minutes or new. Lists live in the query cache, which is emptied
 * when somebody signs out.
 */
export function listFor(given: Question): KeptList {
  const question = questionOf(given)
  const key = ['customer-list', keyOf(question)]
  const kept = queryClient.getQueryData<KeptList>(key)
  if (kept) return kept
  const made = open(question)
  queryClient.setQueryData(key, made)
  return made
}

/** Sends for the first rows while the page's code and the session are still on their way. */
export function prefetchList(search: ParsedQuery) {
  listFor(readSearch(search)).store.start()
}

export { pageSize }
