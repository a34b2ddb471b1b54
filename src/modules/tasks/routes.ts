import { implement } from '#platform/http/routes.ts'
import { tasksContract } from './contract.ts'
import { findTask, listTasks } from './queries.ts'
import { showTask, showTasks } from './subjects.ts'
import { addTask, changeTask, completeTask, deleteTask, reopenTask } from './task.ts'

export const routes = implement(tasksContract, {
  'GET /tasks': async (ctx, { query }) => {
    const { items, next_cursor } = await listTasks(ctx, query)
    return { items: await showTasks(ctx, items), next_cursor }
  },
  'POST /tasks': async (ctx, { body }) => showTask(ctx, await addTask(ctx, body)),
  'GET /tasks/:id': async (ctx, { params }) => showTask(ctx, await findTask(ctx, params.id)),
  'PATCH /tasks/:id': async (ctx, { params, body }, { ifMatch }) =>
    showTask(ctx, await changeTask(ctx, params.id, body, ifMatch)),
  'POST /tasks/:id/completion': async (ctx, { params }) => {
    const { task, next } = await completeTask(ctx, params.id)
    const [shown, shownNext] = await showTasks(ctx, [task, ...(next ? [next] : [])])
    return { task: shown!, next: shownNext ?? null }
  },
  'DELETE /tasks/:id/completion': async (ctx, { params }) => showTask(ctx, await reopenTask(ctx, params.id)),
  'DELETE /tasks/:id': (ctx, { params }) => deleteTask(ctx, params.id),
})
