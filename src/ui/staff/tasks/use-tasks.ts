import { useInfiniteQuery } from '@tanstack/react-query'
import { toast } from '../../kit/toast.tsx'
import type { Translate } from '../../kit/words.ts'
import { call, type Result, write } from '../shared/api.ts'
import { useLive } from '../shared/live.ts'
import { problemText } from '../shared/problem.ts'
import { invalidate } from '../shared/queries.ts'
import { sayDone } from '../shared/undo.ts'

export type Task = Result<'GET /tasks/:id'>
export type TaskFilter = {
  customer?: string
  assignee?: string
  assignee_customer?: string
  subject?: string
  state?: 'open' | 'done' | 'all'
  due?: 'overdue' | 'today' | 'week' | 'none'
}

/** Everything on screen that shows tasks. */
export const refreshTasks = () =>
  invalidate('GET /tasks', 'GET /customers/:id/timeline', 'GET /customers/:id/history')

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

/** Marks done or not done, and says so with the way back; the next one of a repeating task goes with it. */
export async function toggleTask(task: Task, t: Translate, sayDate: (date: string) => string): Promise<void> {
  const params = { id: task.id }
  const { title } = task
  try {
    if (task.done_at) {
      const { operation } = await write('DELETE /tasks/:id/completion', { params })
      sayDone({ text: t('undone.toast', { title }), operation, t })
    } else {
      const { answer, operation } = await write('POST /tasks/:id/completion', { params })
      const due = answer.next?.due_on
      const text = due ? t('done.next', { date: sayDate(due) }) : t('done.toast', { title })
      sayDone({ text, operation, t })
    }
  } catch (problem) {
    toast({ text: problemText(problem, t), tone: 'danger' })
  }
  await refreshTasks()
}

/** Deletes a task; the message offers to bring it back. */
export async function deleteTask({ id, title }: Task, t: Translate): Promise<void> {
  try {
    const { operation } = await write('DELETE /tasks/:id', { params: { id } })
    sayDone({ text: t('deleted.toast', { title }), operation, t })
  } catch (problem) {
    toast({ text: problemText(problem, t), tone: 'danger' })
  }
  await refreshTasks()
}
