import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { read } from '../shared/queries.ts'
import type { Customer } from '../shared/ui-module.ts'

/** How many tasks are open, among the key figures of a customer. */
export default function OpenTasks({ customer }: { customer: Customer }) {
  const f = useFormats()
  const { data, error } = useQuery(
    read('GET /tasks', { query: { filter: { customer: customer.id, state: 'open' }, limit: 100 } }),
  )
  if (error) return '–'
  if (!data) return <Skeleton lines={[30]} />
  return `${f.number(data.items.length)}${data.next_cursor ? '+' : ''}`
}
