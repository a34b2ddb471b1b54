import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import type { Customer } from '../shared/ui-module.ts'

/** What the customer agreed to, among the key figures: how many consents are in force. */
export default function ConsentFigure({ customer }: { customer: Customer }) {
  const t = useT('consents')
  const { data, error } = useQuery(read('GET /customers/:id/consents', { params: { id: customer.id } }))
  if (error) return '–'
  if (!data) return <Skeleton lines={[60]} />
  const cells = data.items.flatMap((row) => row.cells)
  const given = cells.filter(({ state }) => state === 'given').length
  if (given > 0) return t('figure.given', { count: given })
  return t(cells.some(({ state }) => state !== 'not_asked') ? 'figure.none' : 'figure.notAsked')
}
