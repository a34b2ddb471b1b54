import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { read } from '../shared/queries.ts'

/** How many records have a value of a field; counted once its row comes into sight, for counting takes a moment each. */
export function useUsage(id: string) {
  const row = useRef<HTMLLIElement>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!row.current || seen) return
    const watch = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
    })
    watch.observe(row.current)
    return () => watch.disconnect()
  }, [seen])
  const { data } = useQuery({
    ...read('GET /custom-fields/:id/usage', { params: { id } }),
    enabled: seen,
    staleTime: 60_000,
  })
  return { row, usage: data }
}
