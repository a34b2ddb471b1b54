import { Link, Navigate } from '@tanstack/react-router'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { IconBox } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { problemText } from '../shared/problem.ts'
import { useCan } from '../shared/session.ts'
import { goes, useRecordTypes } from './record-types.ts'
import classes from './records.module.css'

/** Leads to the first type; says what records are where there is none. */
export default function FirstTypePage() {
  const t = useT('custom-records')
  const can = useCan()
  const { data, error, refetch } = useRecordTypes()
  if (error && !data) return <ErrorState page title={problemText(error, t)} onRetry={() => void refetch()} />
  if (!data)
    return (
      <div className={classes.loading}>
        <Skeleton lines={[30, 80, 70, 75]} height={18} />
      </div>
    )
  const [first] = data.items.filter((type) => goes(type, 'read'))
  if (first) return <Navigate to={`/records/${first.key}` as never} replace />
  return (
    <EmptyState
      page
      icon={<IconBox size={20} stroke={1.75} aria-hidden />}
      title={t('none')}
      actions={can('fields.full') && <Link to={'/settings/record-types' as never}>{t('none.define')}</Link>}
    >
      {t(can('fields.full') ? 'none.hint' : 'none.ask')}
    </EmptyState>
  )
}
