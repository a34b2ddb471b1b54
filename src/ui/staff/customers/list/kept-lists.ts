import type { GridPlace } from '../../../kit/grid/use-scroll.ts'
import { prefetchFields } from '../../custom-fields/custom-field.ts'
import { call, type Result } from '../../shared/api.ts'
import { queryClient } from '../../shared/queries.ts'
import type { ParsedQuery } from '../../shared/query-string.ts'
import { keyOf, type Question, queryOf, questionOf, readSearch } from './list-state.ts'
import { makeRowStore, type RowStore } from './row-store.ts'

export type CustomerRow = Result<'GET /customers'>['items'][number]

/** A list that was read, with the place in it, so that "back" leads to where one was. */
export type KeptList = {
  key: string
  rows: RowStore<CustomerRow>
  place: GridPlace
  readAt: number
  /** It was on screen before, so its rows may have changed meanwhile. */
  visited: boolean
}

const cacheKey = (key: string) => ['customer-list', key]

/**
 * The list for a question, from the last few minutes or new. Lists live in the query cache, which is emptied
 * when somebody signs out.
 */
export function listFor(given: Question): KeptList {
  const question = questionOf(given)
  const key = keyOf(question)
  const kept = queryClient.getQueryData<KeptList>(cacheKey(key))
  if (kept) return kept
  const rows = makeRowStore<CustomerRow>((ask, signal) =>
    call('GET /customers', { query: { ...queryOf(question), ...ask }, signal }),
  )
  const made: KeptList = {
    key,
    rows,
    place: { offset: 0, row: 0, column: 1 },
    readAt: Date.now(),
    visited: false,
  }
  queryClient.setQueryData(cacheKey(key), made)
  return made
}

/** Lets a list that was just in use live for another while. */
export const keep = (list: KeptList) => queryClient.setQueryData(cacheKey(list.key), list)

/** Sends for the first rows while the page's code and the session are still on their way. */
export function prefetchList(search: ParsedQuery) {
  listFor(readSearch(search)).rows.start()
  prefetchFields('customer')
}
