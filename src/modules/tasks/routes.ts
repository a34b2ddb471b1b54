import { implement } from '#platform/http/routes.ts'
import { tasksContract } from './contract.ts'
import { findTask, listTasks } from './queries.ts'
import { addTask, changeTask, completeTask, deleteTask, reopenTask } from './task.ts'

export const routes = implement(tasksContract, {
  'GET /tasks': (ctx, { query }) => listTasks(ctx, query),
  'POST /tasks': (ctx, { body }) => addTask(ctx, body),
  'GET /tasks/:id': (ctx, { params }) => findTask(ctx, params.id),
  'PATCH /tasks/:id': (ctx, { params, body }, { ifMatch }) => changeTask(ctx, params.id, body, ifMatch),
  'POST /tasks/:id/completion': (ctx, { params }) => completeTask(ctx, params.id),
  'DELETE /tasks/:id/completion': (ctx, { params }) => reopenTask(ctx, params.id),
  'DELETE /tasks/:id': (ctx, { params }) => deleteTask(ctx, params.id),
})
