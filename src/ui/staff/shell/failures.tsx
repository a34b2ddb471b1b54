import { Link } from '@tanstack/react-router'
import { EmptyState, ErrorState } from '../../kit/feedback.tsx'
import { IconLock, IconMapPin } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { usePageTitle } from '../shared/page-title.ts'
import { ApiProblem, problemText } from '../shared/problem.ts'

/** Catches what a page throws while drawing or loading. Missing and forbidden records have words of their own. */
export function PageFailed({ error, reset }: { error: unknown; reset?: () => void }) {
  const t = useT('staff')
  if (error instanceof ApiProblem && error.status === 404) return <PageMissing />
  if (error instanceof ApiProblem && error.status === 403) return <PageForbidden />
  // A tab left open over an update asks for files that are gone; only a reload brings the new ones.
  const outdated = error instanceof TypeError && /dynamically imported|module script/i.test(error.message)
  return (
    <ErrorState
      page
      title={outdated ? t('update.text') : t('problem.title')}
      onRetry={outdated ? () => location.reload() : reset}
    >
      {!outdated && <p>{error instanceof ApiProblem ? problemText(error, t) : t('problem.text')}</p>}
      {error instanceof ApiProblem && error.requestId && (
        <p>{t('problem.reference', { id: error.requestId })}</p>
      )}
    </ErrorState>
  )
}

export function PageMissing() {
  const t = useT('staff')
  usePageTitle(t('missing.title'))
  return (
    <EmptyState
      page
      icon={<IconMapPin size={20} stroke={1.75} aria-hidden />}
      title={t('missing.title')}
      actions={<Link to="/">{t('missing.home')}</Link>}
    >
      {t('missing.text')}
    </EmptyState>
  )
}

export function PageForbidden() {
  const t = useT('staff')
  return (
    <EmptyState page icon={<IconLock size={20} stroke={1.75} aria-hidden />} title={t('forbidden.title')}>
      {t('forbidden.text')}
    </EmptyState>
  )
}
