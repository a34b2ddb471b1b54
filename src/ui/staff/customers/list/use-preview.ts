import { useCallback, useEffect, useRef, useState } from 'react'
import type { ListState } from './list-state.ts'
import type { SetList } from './use-list-state.ts'

/**
 * Whose preview is open. It follows the row that the keyboard stands on at once; the address, which Back and a
 * colleague's link go by, catches up when the keys rest.
 */
export function usePreview({ preview }: ListState, set: SetList) {
  const [ahead, setAhead] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const id = preview && (ahead ?? preview)
  const latest = useRef(id)
  latest.current = id
  // Whatever the address says after a step back or a click counts again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address ends the lead over it
  useEffect(() => setAhead(null), [preview])
  useEffect(() => () => clearTimeout(timer.current), [])

  const open = useCallback(
    (next: string) => {
      clearTimeout(timer.current)
      setAhead(null)
      set({ preview: next }, { replace: latest.current !== null })
    },
    [set],
  )
  const close = useCallback(() => {
    clearTimeout(timer.current)
    setAhead(null)
    set({ preview: null }, { replace: true })
  }, [set])
  const follow = useCallback(
    (next: string) => {
      if (latest.current === null || latest.current === next) return
      setAhead(next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => set({ preview: next }, { replace: true }), 250)
    },
    [set],
  )
  const toggle = useCallback(
    (next: string) => (latest.current === next ? close() : open(next)),
    [open, close],
  )
  return { id, open, close, follow, toggle }
}
