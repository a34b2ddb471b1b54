import { useInfiniteQuery } from '@tanstack/react-query'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { Actor } from '../customers/record/timeline-entry.tsx'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { ChangeRow } from './change-row.tsx'
import classes from './history.module.css'
import { happened } from './kinds.ts'
import type { Change, Entry } from './operations.ts'
import { revert } from './revert.ts'

type Props = { taskId: string; onReverted: () => void }

/** What was changed in a task, newest first; `onReverted` hears when a field was set back. */
export default function TaskHistory({ taskId, onReverted }: Props) {
  const t = useT('history')
  const query = useInfiniteQuery({
    queryKey: ['GET /tasks/:id/history', taskId],
    queryFn: ({ pageParam, signal }) =>
      call('GET /tasks/:id/history', {
        params: { id: taskId },
        query: { limit: 20, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const entries = query.data?.pages.flatMap((page) => page.items)
  if (query.error && !entries)
    return (
      <ErrorState small title={t('failed')} onRetry={() => void query.refetch()}>
        {problemText(query.error, t)}
      </ErrorState>
    )
  if (!entries) return <Skeleton lines={[60, 85, 70]} height={16} />
  const setBack = async (entry: Entry, change: Change) => {
    await revert(null, entry, change, t)
    onReverted()
  }
  return (
    <div className={classes.history}>
      {entries.length === 0 && <p>{t('none')}</p>}
      <ol className={classes.operations}>
        {entries.map((entry) => (
          <TaskEntry key={entry.id} entry={entry} onRevert={setBack} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

type EntryProps = { entry: Entry; onRevert: (entry: Entry, change: Change) => Promise<void> }

function TaskEntry({ entry, onRevert }: EntryProps) {
  const t = useT('history')
  const f = useFormats()
  const { actor, reason, at, action, changes } = entry
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <Actor actor={actor} />
        <Badge>{t(`why.${reason}`)}</Badge>
        <time dateTime={at} title={f.dateTime(at)} className={classes.time}>
          {f.relative(at)}
        </time>
      </div>
      <div className={classes.part}>
        {action !== 'changed' && <p className={classes.subject}>{happened('task', action, t)}</p>}
        <ul className={classes.changes}>
          {action === 'changed' &&
            changes.map((change) => (
              <ChangeRow
                key={change.field}
                kind="task"
                change={change}
                refused={null}
                onRevert={() => onRevert(entry, change)}
              />
            ))}
        </ul>
      </div>
    </li>
  )
}
