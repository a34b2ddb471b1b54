import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { RecordQuestion } from './use-records.ts'

export type RecordListState = {
  q: string
  /** By `custom.<key>`. */
  filter: Record<string, string>
  sort: string
  /** The record that is looked at beside the list. */
  record: string | null
}

const usual = '-created_at'
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** What the list is asked for, as the address says it. A change is a step that Back takes back, unless it replaces. */
export function useRecordListState(key: string) {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const state = useMemo((): RecordListState => {
    const given = typeof search['filter'] === 'object' && search['filter'] ? search['filter'] : {}
    return {
      q: textOf(search['q']),
      filter: Object.fromEntries(
        Object.entries(given).filter(([name, value]) => name.startsWith('custom.') && textOf(value)),
      ) as Record<string, string>,
      sort: textOf(search['sort']) || usual,
      record: textOf(search['record']) || null,
    }
  }, [search])
  const set = useCallback(
    (change: Partial<RecordListState>, replace = false) => {
      const { q, filter, sort, record } = { ...state, ...change }
      const next = {
        ...(q && { q }),
        ...(Object.keys(filter).length > 0 && { filter }),
        ...(sort !== usual && { sort }),
        ...(record && { record }),
      }
      void navigate({ to: `/records/${key}` as never, search: next as never, replace })
    },
    [navigate, key, state],
  )
  return [state, set] as const
}

export const questionOf = ({ q, filter, sort }: RecordListState): RecordQuestion => ({
  ...(q && { q }),
  ...(Object.keys(filter).length > 0 && { filter }),
  sort,
})
