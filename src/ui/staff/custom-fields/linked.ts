import { useQuery } from '@tanstack/react-query'
import { read } from '../shared/queries.ts'

/** Name and number of a customer that a value names; undefined until they are known, and where it is out of sight. */
export function useLinked(id: string | null): { id: string; name: string; number: number } | undefined {
  const { data } = useQuery({
    ...read('GET /customers/:id', { params: { id: id ?? '' } }),
    enabled: id !== null,
    staleTime: 60_000,
  })
  return id !== null && data?.id === id ? data : undefined
}
