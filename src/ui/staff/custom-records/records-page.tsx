import { Link, useParams } from '@tanstack/react-router'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { IconSearch } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { usePageTitle } from '../shared/page-title.ts'
import { problemText } from '../shared/problem.ts'
import { RecordList } from './record-list.tsx'
import { goes, useRecordTypes } from './record-types.ts'
import classes from './records.module.css'

/** The records of one type, across all customers. */
export default function RecordsPage() {
  const t = useT('custom-records')
  const { type: key = '' } = useParams({ strict: false }) as { type?: string }
  const { data, error, refetch } = useRecordTypes()
  const types = data?.items.filter((type) => goes(type, 'read'))
  const type = types?.find((one) => one.key === key || one.id === key)
  usePageTitle(type?.plural ?? t('nav'))
  if (error && !data) return <ErrorState page title={problemText(error, t)} onRetry={() => void refetch()} />
  if (!types)
    return (
      <div className={classes.loading}>
        <Skeleton lines={[30, 80, 70, 75]} height={18} />
      </div>
    )
  if (type) return <RecordList key={type.id} type={type} types={types} />
  return (
    <EmptyState
      page
      icon={<IconSearch size={20} stroke={1.75} aria-hidden />}
      title={t('type.missing')}
      actions={<Link to={'/records' as never}>{t('record.back')}</Link>}
    >
      {t('type.missingHint')}
    </EmptyState>
  )
}
