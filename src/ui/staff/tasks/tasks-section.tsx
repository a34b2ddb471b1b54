import type { ReactNode } from 'react'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { IconChecklist } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { problemText } from '../shared/problem.ts'
import { TaskList } from './task-list.tsx'
import classes from './tasks.module.css'
import { type TaskFilter, useTasks } from './use-tasks.ts'

type SectionProps = {
  filter: TaskFilter
  withCustomer?: boolean
  /** False where the record itself is on the screen. */
  withSubject?: boolean
  /** Said in one line instead of `empty`. */
  small?: string
  empty?: { title: string; hint: string; actions?: ReactNode }
}

/** The tasks of a filter in every state: loading, failed, none, some, many. */
export function TasksSection({ filter, withCustomer, withSubject, small, empty }: SectionProps) {
  const t = useT('tasks')
  const { tasks, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTasks(filter)
  if (error && !tasks) return <ErrorState title={problemText(error, t)} onRetry={() => void refetch()} />
  if (!tasks) return <Skeleton lines={[70, 45, 60, 50]} height={18} />
  if (tasks.length === 0 && small) return <p className={classes.none}>{small}</p>
  if (tasks.length === 0) {
    return (
      <EmptyState
        icon={<IconChecklist size={20} stroke={1.75} aria-hidden />}
        title={empty?.title ?? ''}
        actions={empty?.actions}
      >
        {empty?.hint}
      </EmptyState>
    )
  }
  return (
    <>
      <TaskList tasks={tasks} withCustomer={withCustomer} withSubject={withSubject} />
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </>
  )
}
