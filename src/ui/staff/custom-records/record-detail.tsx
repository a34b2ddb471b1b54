import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useCustomFields } from '../custom-fields/custom-field.ts'
import { CustomInlineValue } from '../custom-fields/inline-value.tsx'
import { useLive } from '../shared/live.ts'
import { problemText } from '../shared/problem.ts'
import { invalidate, read } from '../shared/queries.ts'
import { goes, type RecordType, targetOf } from './record-types.ts'
import { isGoing, saveValue } from './record-verbs.ts'
import classes from './records.module.css'

const RecordTasks = late(() => import('../tasks/record-tasks.tsx'))
const RecordHistory = late(() => import('./record-history.tsx'), <Skeleton lines={[60, 85]} height={16} />)

type DetailProps = {
  id: string
  type: RecordType
  /** The customer stands above already. */
  onCustomer?: boolean
}

/** All about one record: its fields, edited where they stand, its tasks and its history. */
export function RecordDetail({ id, type, onCustomer = false }: DetailProps) {
  const t = useT('custom-records')
  const f = useFormats()
  const fields = useCustomFields(targetOf(type))
  const query = useQuery(read('GET /custom-records/:id', { params: { id } }))
  const [asked, setAsked] = useState(false)
  useLive('customer', (hint) => {
    if (isGoing(id)) return
    if (!hint.id || hint.id === query.data?.customer.id) void invalidate('GET /custom-records/:id')
  })
  const { data: record, error } = query
  if (error && !record)
    return (
      <ErrorState small title={t('record.missing')} onRetry={() => void query.refetch()}>
        {problemText(error, t)}
      </ErrorState>
    )
  if (!record) return <Skeleton lines={[40, 80, 60, 75, 50]} height={18} />
  const writable = goes(type, 'write')
  return (
    <div className={classes.detail}>
      {!onCustomer && (
        <p className={classes.owner}>
          <span>{t('customer')}</span>
          <Link to={`/customers/${record.customer.id}` as never}>{record.customer.name}</Link>
          <span className={classes.soft}>C-{record.customer.number}</span>
        </p>
      )}
      <div className={classes.values}>
        {fields.map((field) => (
          <CustomInlineValue
            key={field.id}
            field={field}
            value={record.custom[field.key] ?? null}
            readOnly={writable && field.writable ? null : t('readOnly')}
            onSave={(value, { base }) => saveValue(record, field, value, base, t)}
          />
        ))}
        {fields.length === 0 && <p className={classes.soft}>{t('add.noFields')}</p>}
      </div>
      <RecordTasks kind="record" id={id} customer={record.customer} title={record.title} />
      <details className={classes.more} onToggle={() => setAsked(true)}>
        <summary>{t('history')}</summary>
        {asked && <RecordHistory id={id} customerId={record.customer.id} writable={writable} />}
      </details>
      <p className={classes.soft}>
        {[t('record.made', { when: f.dateTime(record.created_at) }), record.created_by?.name]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  )
}
