import { useInfiniteQuery } from '@tanstack/react-query'
import { toast } from '../../kit/toast.tsx'
import type { Translate } from '../../kit/words.ts'
import { call, type Result } from '../shared/api.ts'
import { useLive } from '../shared/live.ts'
import { problemText } from '../shared/problem.ts'
import { invalidate } from '../shared/queries.ts'

export type Task = Result<'GET /tasks/:id'>
export type TaskFilter = {
  customer?: string
  assignee?: string
  state?: 'open' | 'done' | 'all'
  due?: 'overdue' | 'today' | 'week' | 'none'
}

/** Everything on screen that shows tasks. */
export const refreshTasks = () => invalidate('GET /tasks', 'GET /customers/:id/timeline')

/** Pages of tasks, read again when a customer among them changes elsewhere. */
export function useTasks(filter: TaskFilter) {
  const query = useInfiniteQuery({
    queryKey: ['GET /tasks', filter],
    queryFn: ({ pageParam, signal }) =>
      call('GET /tasks', { query: { filter, limit: 50, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  useLive('customer', ({ id }) => {
    if (!filter.customer || !id || id === filter.customer) void invalidate('GET /tasks')
  })
  return { ...query, tasks: query.data?.pages.flatMap((page) => page.items) }
}

/** Marks done or not done; done can be taken back from the message. */
export async function toggleTask(task: Task, t: Translate, sayDate: (date: string) => string): Promise<void> {
  const params = { id: task.id }
  try {
    if (task.done_at) {
      await call('DELETE /tasks/:id/completion', { params })
    } else {
      const { next } = await call('POST /tasks/:id/completion', { params })
      const text = next?.due_on
        ? t('done.next', { date: sayDate(next.due_on) })
        : t('done.toast', { title: task.title })
      // The next one of a repeating task is there by now, so going back would leave both.
      toast({
        text,
        tone: 'success',
        undo: next ? undefined : () => toggleTask({ ...task, done_at: 'now' }, t, sayDate),
      })
    }
  } catch (problem) {
    toast({ text: problemText(problem, t), tone: 'danger' })
  }
  await refreshTasks()
}
