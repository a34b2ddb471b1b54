import { useQuery } from '@tanstack/react-query'
import type { Layout } from '../../../kit/grid/layout.ts'
import type { Result } from '../../shared/api.ts'
import { read } from '../../shared/queries.ts'
import { keyOf, type ListState, type Question, questionOf, readSearch } from './list-state.ts'

export type View = Result<'GET /views'>['items'][number]

export const viewsQuery = read('GET /views', { query: { list: 'customers' } })

export const useViews = () => useQuery({ ...viewsQuery, staleTime: 60_000 })

/** What a view asks for. */
export function questionOfView({ filter, sort }: Pick<View, 'filter' | 'sort'>): Question {
  const { q = '', ...rest } = filter
  return questionOf(readSearch({ q, filter: rest, sort }))
}

/** A filter as views keep it: the search text is one of them. */
export const keptFilter = ({ q, filter }: Question): Record<string, string> => ({
  ...(filter as Record<string, string>),
  ...(q && { q }),
})

const columnsText = (layout: Layout) => JSON.stringify(layout.map(({ id, width }) => [id, width ?? null]))

/** Whether the list on screen is no longer what the view says. */
export const isChanged = (view: View, state: ListState, layout: Layout) =>
  keyOf(questionOfView(view)) !== keyOf(state) || columnsText(view.columns) !== columnsText(layout)
