import { TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import type { Customer } from '../shared/ui-module.ts'
import { useTyped } from '../shared/use-typed.ts'
import type { Seen } from './relations.ts'
import classes from './relationships.module.css'
import { Row } from './row.tsx'

const RelationshipForm = late(() => import('./relationship-form.tsx'))

type Count = { value: number; exact: boolean }
type Props = {
  customer: Customer
  group?: 'family' | 'people' | 'organisations'
  state?: 'current' | 'future' | 'past'
  count: Count
  /** Opened by who wants to see them. */
  folded?: boolean
}

const PAGE = 25
/** With more than this there is a field to look for one. */
const MANY = 10

/** One group of relationships of a customer; nothing where there are none. */
export function Section({ customer, group, state = 'current', count, folded }: Props) {
  const t = useT('relationships')
  const f = useFormats()
  const [open, setOpen] = useState(!folded)
  const heading = useId()
  if (count.value === 0) return null
  const title = `${t(folded ? `state.${state}` : `group.${group}`)}`
  const number = `${f.number(count.value)}${count.exact ? '' : '+'}`
  const list = open && (
    <List customer={customer} group={group} state={state} many={count.value > MANY} title={title} />
  )
  if (folded) {
    return (
      <details className={classes.section} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {title} <span className={classes.number}>{number}</span>
        </summary>
        {list}
      </details>
    )
  }
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <h2 id={heading}>
        {title} <span className={classes.number}>{number}</span>
      </h2>
      {list}
    </section>
  )
}

type ListProps = Pick<Props, 'customer' | 'group'> & { state: string; many: boolean; title: string }

function List({ customer, group, state, many, title }: ListProps) {
  const t = useT('relationships')
  const [q, setQ] = useState('')
  const [edited, setEdited] = useState<Seen | null>(null)
  const search = useTyped(q, setQ)
  const args = {
    params: { id: customer.id },
    query: {
      filter: { state: state as 'current', ...(group && { group }) },
      limit: PAGE,
      ...(q.trim() && { q: q.trim() }),
    },
  }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['GET /customers/:id/relationships', args] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /customers/:id/relationships', {
        ...args,
        query: { ...args.query, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  })
  if (error && !data) return <ErrorState small title={problemText(error, t)} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={[70, 55, 62]} height={16} />
  const items = data.pages.flatMap((page) => page.items)
  return (
    <>
      {many && (
        <TextInput
          className={classes.search}
          aria-label={t('search', { group: title })}
          placeholder={t('search', { group: title })}
          value={search.typed}
          onChange={(event) => search.onType(event.currentTarget.value)}
        />
      )}
      {items.length === 0 ? (
        <p className={classes.none}>{t('search.none')}</p>
      ) : (
        <ul className={classes.list}>
          {items.map((one) => (
            <Row key={one.id} one={one} onEdit={() => setEdited(one)} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {edited && <RelationshipForm customer={customer} edited={edited} onClose={() => setEdited(null)} />}
    </>
  )
}
