import { useEffect, useRef, useState } from 'react'

const restMs = 250

/** Text that takes effect when the keys rest. What changes from outside (Back, Clear) wins. */
export function useTyped(value: string, apply: (value: string) => void) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    clearTimeout(timer.current)
    setTyped(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const onType = (next: string) => {
    setTyped(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      sent.current = next
      apply(next)
    }, restMs)
  }
  return { typed, onType }
}
