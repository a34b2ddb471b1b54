import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useRef } from 'react'
import type { ParsedQuery } from '../../shared/query-string.ts'
import { type ListState, readSearch, writeSearch } from './list-state.ts'

export type SetList = (change: Partial<ListState>, how?: { replace?: boolean }) => void

/** The state of the list as the address has it. Each change is a step that Back takes back, unless it replaces the last. */
export function useListState(): [ListState, SetList] {
  const search: ParsedQuery = useSearch({ strict: false })
  const state = useMemo(() => readSearch(search), [search])
  const navigate = useNavigate()
  const latest = useRef(state)
  latest.current = state
  const set = useCallback<SetList>(
    (change, how = {}) => {
      latest.current = { ...latest.current, ...change }
      void navigate({ to: '/customers', search: writeSearch(latest.current), replace: how.replace ?? false })
    },
    [navigate],
  )
  return [state, set]
}
