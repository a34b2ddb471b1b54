import { useQuery } from '@tanstack/react-query'
import { useT } from '../../../kit/words.ts'
import { read } from '../../shared/queries.ts'
import { type Filter, listOf } from './list-state.ts'

export const groupsQuery = { ...read('GET /customer-groups'), staleTime: 60_000 }
export const tagsQuery = { ...read('GET /tags', { query: { limit: 1000 } }), staleTime: 60_000 }
export const segmentsQuery = { ...read('GET /segments'), staleTime: 60_000 }

/** Names of what filters give by id; asked for only when such a filter is on. */
export function useFilterNames(filter: Filter) {
  const t = useT('customers')
  const groups = useQuery({ ...groupsQuery, enabled: Boolean(filter.group) }).data?.items
  const tags = useQuery({ ...tagsQuery, enabled: Boolean(filter.tag) }).data?.items
  const segments = useQuery({ ...segmentsQuery, enabled: Boolean(filter.segment) }).data?.items
  const known: Record<'group' | 'tag' | 'segment', { id: string; name: string }[] | undefined> = {
    group: groups,
    tag: tags,
    segment: segments,
  }
  return (kind: keyof typeof known, value: string) =>
    listOf(value)
      .map((id) =>
        id === 'none' ? t('list.filter.noGroup') : (known[kind]?.find((one) => one.id === id)?.name ?? '…'),
      )
      .join(', ')
}
