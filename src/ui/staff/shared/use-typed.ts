import { useEffect, useRef, useState } from 'react'

const restMs = 150

/**
 * Text that takes effect while one types: `apply` is called when the keys rest. The value from outside (Back, Clear)
 * wins over what stands in the field, unless it is only what was typed a moment ago.
 */
export function useTyped(value: string, apply: (value: string) => void) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(apply)
  latest.current = apply
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    clearTimeout(timer.current)
    setTyped(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const send = (next: string) => {
    sent.current = next
    latest.current(next)
  }
  return {
    typed,
    onType(next: string) {
      setTyped(next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => send(next), restMs)
    },
    now() {
      clearTimeout(timer.current)
      send(typed)
    },
  }
}
