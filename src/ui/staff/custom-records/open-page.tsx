import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useParams } from '@tanstack/react-router'
import { EmptyState, Skeleton } from '../../kit/feedback.tsx'
import { IconSearch } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import classes from './records.module.css'

/** Leads to a record that is known by its id alone, as links of tasks and the search box are. */
export default function OpenRecordPage() {
  const t = useT('custom-records')
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error } = useQuery(read('GET /custom-records/:id', { params: { id } }))
  if (data)
    return <Navigate to={`/records/${data.type.key}` as never} search={{ record: id } as never} replace />
  if (!error)
    return (
      <div className={classes.loading}>
        <Skeleton lines={[30, 80, 70, 75]} height={18} />
      </div>
    )
  return (
    <EmptyState
      page
      icon={<IconSearch size={20} stroke={1.75} aria-hidden />}
      title={t('record.missing')}
      actions={<Link to={'/records' as never}>{t('record.back')}</Link>}
    >
      {problemText(error, t)}
    </EmptyState>
  )
}
