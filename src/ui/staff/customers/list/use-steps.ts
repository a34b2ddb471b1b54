import { useCallback, useRef } from 'react'
import { type FilterName, type ListState, withFilter } from './list-state.ts'
import type { SetList } from './use-list-state.ts'

const sameThoughtMs = 4_000

/**
 * Sets filters so that Back takes back a whole word and not its letters: typing on in one field replaces the step,
 * anything else begins a new one.
 */
export function useSteps({ filter }: ListState, set: SetList) {
  const last = useRef({ field: '', at: 0 })
  const latest = useRef(filter)
  latest.current = filter
  return useCallback(
    (field: FilterName | 'q', value: string, typed = false) => {
      const replace = typed && last.current.field === field && Date.now() - last.current.at < sameThoughtMs
      last.current = { field: typed ? field : '', at: Date.now() }
      set(field === 'q' ? { q: value } : { filter: withFilter(latest.current, field, value) }, { replace })
    },
    [set],
  )
}
