import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '../../../kit/feedback.tsx'
import { useFormats } from '../../../kit/format.ts'
import { useLanguage, useT } from '../../../kit/words.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { latestOf } from './glance.tsx'
import { useNotes } from './use-notes.ts'

type Props = { customer: Customer }

export function Since({ customer }: Props) {
  const f = useFormats()
  return <time dateTime={customer.created_at}>{f.date(customer.created_at)}</time>
}

export function LastActivity({ customer }: Props) {
  const t = useT('customers')
  const f = useFormats()
  const { data, error } = useQuery(latestOf(customer.id, useLanguage()))
  if (error) return '–'
  if (!data) return <Skeleton lines={[60]} />
  const at = data.items[0]?.at
  return at ? (
    <time dateTime={at} title={f.dateTime(at)}>
      {f.relative(at)}
    </time>
  ) : (
    t('record.figure.never')
  )
}

export function NoteCount({ customer }: Props) {
  const f = useFormats()
  const { notes, error, hasNextPage } = useNotes(customer.id)
  if (error) return '–'
  if (!notes) return <Skeleton lines={[30]} />
  return `${f.number(notes.length)}${hasNextPage ? '+' : ''}`
}
