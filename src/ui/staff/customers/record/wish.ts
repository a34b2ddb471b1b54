import { useEffect, useRef } from 'react'

let wished: string | null = null
const listeners = new Set<() => void>()

/** Asks for something that a part of the page can do, perhaps one that is still on its way: "edit", "tags", "note". */
export function wish(what: string) {
  wished = what
  for (const listener of listeners) listener()
}

/** Fulfils a wish, at once or as soon as this part stands. */
export function useWish(what: string, fulfil: () => void) {
  const latest = useRef(fulfil)
  latest.current = fulfil
  useEffect(() => {
    const look = () => {
      if (wished !== what) return
      wished = null
      latest.current()
    }
    look()
    listeners.add(look)
    return () => {
      listeners.delete(look)
    }
  }, [what])
}
