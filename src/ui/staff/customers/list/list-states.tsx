import { useNavigate } from '@tanstack/react-router'
import { Button } from '../../../kit/button.tsx'
import { EmptyState, ErrorState } from '../../../kit/feedback.tsx'
import { IconPlus, IconSearch, IconUpload, IconUsers } from '../../../kit/icons.ts'
import { useT } from '../../../kit/words.ts'
import { problemText } from '../../shared/problem.ts'
import { useCan } from '../../shared/session.ts'
import classes from './list.module.css'
import { isFiltered, type ListState } from './list-state.ts'

/** Nobody found: either the filter says so, or there is nobody yet and this is how it begins. */
export function EmptyList({ state, onClear }: { state: ListState; onClear: () => void }) {
  const t = useT('customers')
  const can = useCan()
  const navigate = useNavigate()
  if (isFiltered(state)) {
    return (
      <EmptyState
        icon={<IconSearch size={20} stroke={1.75} aria-hidden />}
        title={t('list.none.title')}
        actions={<Button onClick={onClear}>{t('list.filter.clearAll')}</Button>}
      >
        {t(state.filter.status ? 'list.none.text' : 'list.none.textActive')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconUsers size={20} stroke={1.75} aria-hidden />}
      title={t('list.first.title')}
      actions={
        <>
          {can('customers.import') && (
            <Button
              look="primary"
              icon={<IconUpload size={16} stroke={1.75} aria-hidden />}
              onClick={() => void navigate({ to: '/imports' })}
            >
              {t('list.first.import')}
            </Button>
          )}
          {can('customers.write') && (
            <Button
              icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
              onClick={() => void navigate({ to: '/customers/new' })}
            >
              {t('list.first.add')}
            </Button>
          )}
        </>
      }
    >
      <p>{t('list.first.text')}</p>
      {can('customers.import') && (
        <p className={classes.demo}>
          {t('list.first.demo')} <code>npx regulars seed --customers 1000</code>
        </p>
      )}
    </EmptyState>
  )
}

export function FailedList({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT('customers')
  return (
    <ErrorState title={t('list.failed.title')} onRetry={onRetry}>
      {problemText(error, t)}
    </ErrorState>
  )
}

/** Some rows of a list that is already on screen could not be read. */
export function FailedRows({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT('customers')
  return (
    <div role="alert" className={classes.failed}>
      <span>
        {t('list.failed.rows')} {problemText(error, t)}
      </span>
      <Button size="sm" onClick={onRetry}>
        {t('kit:retry')}
      </Button>
    </div>
  )
}
