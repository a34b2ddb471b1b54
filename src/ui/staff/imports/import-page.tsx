import { useParams } from '@tanstack/react-router'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { usePageTitle } from '../shared/page-title.ts'
import { problemText } from '../shared/problem.ts'
import { ImportHead } from './import-head.tsx'
import { ImportSteps } from './import-steps.tsx'
import classes from './imports.module.css'
import { useImport } from './use-import.ts'

/** One import, from the file to its result. */
export default function ImportPage() {
  const t = useT('imports')
  const { id = '' } = useParams({ strict: false })
  const { data: one, error, refetch } = useImport(id)
  usePageTitle(one && `${t('page.title')}: ${one.file_name}`)
  if (error && !one)
    return (
      <ErrorState page title={t('load.failed')} onRetry={() => void refetch()}>
        {problemText(error, t)}
      </ErrorState>
    )
  if (!one)
    return (
      <div className={classes.page}>
        <Skeleton lines={[40, 60]} height={18} />
        <Skeleton height={360} />
      </div>
    )
  return (
    <div className={classes.page}>
      <ImportHead one={one} />
      <ImportSteps key={one.id} one={one} />
    </div>
  )
}
