import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call, type Result } from '../../shared/api.ts'
import type { Entered } from './draft.ts'

export type Match = Result<'POST /customers/matches'>['matches'][number]

/** What was typed once the typist rests for a moment. */
function useRested(entered: Entered | null): Entered | null {
  const text = JSON.stringify(entered)
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), 220)
    return () => clearTimeout(timer)
  }, [text])
  return JSON.parse(rested) as Entered | null
}

/** Existing customers that may be the one that is being typed in. */
export function useMatches(entered: Entered | null) {
  const asked = useRested(entered)
  const query = useQuery({
    queryKey: ['POST /customers/matches', asked],
    queryFn: ({ signal }) => call('POST /customers/matches', { body: asked ?? {}, signal }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })
  return {
    matches: asked ? query.data?.matches : undefined,
    looking: asked !== null && query.isFetching,
    error: asked ? query.error : null,
  }
}
