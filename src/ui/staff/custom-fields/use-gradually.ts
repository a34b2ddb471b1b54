import { startTransition, useEffect, useState } from 'react'

/** The first of a long list at once and the rest a moment later, so that a press is answered however many there are. */
export function useGradually<T>(list: readonly T[], first = 40): readonly T[] {
  const [count, setCount] = useState(first)
  useEffect(() => {
    if (count >= list.length) return
    const frame = requestAnimationFrame(() => startTransition(() => setCount(count * 4)))
    return () => cancelAnimationFrame(frame)
  }, [count, list.length])
  return count >= list.length ? list : list.slice(0, count)
}
