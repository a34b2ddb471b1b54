import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { MenuButton } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { useCustomFields } from '../custom-fields/custom-field.ts'
import { customText } from '../custom-fields/custom-text.ts'
import { problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import type { Customer } from '../shared/ui-module.ts'
import { RecordDetail } from './record-detail.tsx'
import { type CustomRecord, goes, keyOfTab, type RecordType, targetOf } from './record-types.ts'
import { deleteRecord } from './record-verbs.ts'
import classes from './records.module.css'
import { TypeIcon } from './type-icon.tsx'
import { useRecords } from './use-records.ts'

const RecordForm = late(() => import('./record-form.tsx'))

/** The tab of one type on a customer's page. */
export default function CustomerRecords({ customer, tab }: { customer: Customer; tab: string }) {
  const { data } = useQuery(read('GET /customers/:id/custom-record-types', { params: { id: customer.id } }))
  const type = data?.items.find(({ key }) => key === keyOfTab(tab))
  return type ? <OfType type={type} customer={customer} /> : <Skeleton lines={[40, 80, 65]} height={16} />
}

function OfType({ type, customer }: { type: RecordType; customer: Customer }) {
  const t = useT('custom-records')
  const [adding, setAdding] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  /** Deleted, and not yet out of the list. */
  const [gone, setGone] = useState<string | null>(null)
  const {
    rows: all,
    error,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  } = useRecords(type.id, {
    filter: { customer: customer.id },
    sort: type.title_field_id ? 'title' : 'created_at',
  })
  const rows = all?.filter(({ id }) => id !== gone)
  if (error && !rows) return <ErrorState title={problemText(error, t)} onRetry={() => void refetch()} />
  if (!rows) return <Skeleton lines={[40, 80, 65]} height={16} />
  const mayAdd = goes(type, 'write') && !type.retired_at && (type.many || rows.length === 0)
  const add = mayAdd && (
    <Button icon={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={() => setAdding(true)}>
      {t('add', { type: type.singular })}
    </Button>
  )
  const form = adding && (
    <RecordForm
      type={type}
      customerId={customer.id}
      onClose={() => setAdding(false)}
      onAdded={({ id }) => setOpen(id)}
    />
  )
  if (rows.length === 0)
    return (
      <section aria-label={type.plural}>
        <EmptyState
          icon={<TypeIcon icon={type.icon} size={20} />}
          title={t('customer.none', { types: type.plural })}
          actions={add}
        >
          {t('customer.noneHint', { name: customer.name, type: type.singular })}
        </EmptyState>
        {form}
      </section>
    )
  const single = rows.length === 1
  return (
    <section aria-label={type.plural} className={classes.tab}>
      {add && <div className={classes.bar}>{add}</div>}
      <ul className={classes.cards}>
        {rows.map((record) => (
          <RecordCard
            key={record.id}
            record={record}
            type={type}
            open={single || open === record.id}
            onDelete={() => void deleteRecord(record, t, () => setGone(record.id)).then(() => setGone(null))}
            onToggle={single ? null : () => setOpen(open === record.id ? null : record.id)}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {form}
    </section>
  )
}

type CardProps = {
  record: CustomRecord
  type: RecordType
  open: boolean
  onToggle: (() => void) | null
  onDelete: () => void
}

/** How many values a closed record shows beside its title. */
const GLANCE = 4

function RecordCard({ record, type, open, onToggle, onDelete }: CardProps) {
  const t = useT('custom-records')
  const f = useFormats()
  const fields = useCustomFields(targetOf(type))
  const glance = fields
    .filter(
      ({ id, key, type: kind }) =>
        id !== type.title_field_id && kind !== 'customer' && record.custom[key] != null,
    )
    .slice(0, GLANCE)
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <TypeIcon icon={type.icon} />
        <h2>
          {onToggle ? (
            <button type="button" className={classes.opener} aria-expanded={open} onClick={onToggle}>
              {record.title}
            </button>
          ) : (
            record.title
          )}
        </h2>
        {!open && (
          <span className={classes.glance}>
            {glance.map((field) => customText(field, record.custom[field.key], f)).join(' · ')}
          </span>
        )}
        <Link
          to={`/records/${type.key}` as never}
          search={{ record: record.id } as never}
          className={classes.inList}
        >
          {t('inList')}
        </Link>
        {goes(type, 'full') && (
          <MenuButton
            label={t('menu', { title: record.title })}
            entries={() => [
              {
                id: 'delete',
                label: t('delete'),
                danger: true,
                onSelect: onDelete,
              },
            ]}
          />
        )}
      </div>
      {open && <RecordDetail id={record.id} type={type} onCustomer />}
    </li>
  )
}
