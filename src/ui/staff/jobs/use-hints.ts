import { useEffect, useRef } from 'react'
import { useLive } from '../shared/live.ts'

/** Looks again when the server hints at a change, at most every 150 ms: busy work hints with every batch. */
export function useHints(topic: string, id: string | null, look: () => void) {
  const latest = useRef(look)
  latest.current = look
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useLive(topic, (hint) => {
    if ((id && hint.id && hint.id !== id) || timer.current) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      latest.current()
    }, 150)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}
