import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { customInput, customOutput, filterWithCustom } from '#lib/custom-fields.ts'
import { date, id, idParams, line, page, paging, time, version } from '#lib/fields.ts'

const person = z.object({ id, name: z.string() })

export const task = z.object({
  id,
  customer: z.object({ id, name: z.string(), number: z.number().int() }),
  title: z.string(),
  description: z.string().nullable(),
  subject: z
    .object({
      kind: z.string(),
      label: z.string().describe('The kind in words'),
      id,
      title: z.string().nullable().describe('Null where the reader may not see the record'),
      path: z
        .string()
        .nullable()
        .describe('Where the staff app shows it; null when it is not there any more'),
    })
    .nullable()
    .describe('The record of the customer that the task is about'),
  assignee: person.nullable(),
  assignee_customer: z.object({ id, name: z.string(), number: z.number().int() }).nullable(),
  due_on: date.nullable(),
  remind_at: time.nullable(),
  repeat: z.object({ unit: z.enum(['day', 'week', 'month', 'year']), every: z.number().int() }).nullable(),
  done_at: time.nullable(),
  done_by: person.nullable(),
  created_by: person.nullable(),
  created_at: time,
  custom: customOutput,
  version,
})
export type Task = z.output<typeof task>

const fields = {
  title: line(200),
  description: line(5000).nullable(),
  subject: z
    .strictObject({ kind: z.string().max(60), id })
    .nullable()
    .describe('A record of the customer, of a kind that takes tasks'),
  assignee_id: id.nullable().describe('A staff member; they are notified'),
  assignee_customer_id: id
    .nullable()
    .describe('An individual, instead of a staff member; reminders go to who made the task'),
  due_on: date.nullable(),
  remind_at: z.iso.datetime({ offset: true }).nullable(),
  repeat: z
    .strictObject({ unit: z.enum(['day', 'week', 'month', 'year']), every: z.number().int().min(1).max(99) })
    .nullable()
    .describe('When done, the next one is made this long after the due date'),
  custom: customInput,
}
export const taskInput = z.strictObject({
  customer_id: id,
  title: fields.title,
  ...z.object(fields).omit({ title: true }).partial().shape,
})
export const taskChange = z.strictObject(z.object(fields).partial().shape)
export type TaskInput = z.output<typeof taskInput>
export type TaskChange = z.output<typeof taskChange>

export const tasksContract = contract({
  'GET /tasks': {
    summary: 'Tasks, soonest due first',
    permission: 'tasks.read',
    shows: 'customers',
    query: z.object({
      filter: filterWithCustom({
        customer: id.optional(),
        assignee: z.string().max(40).optional().describe('A staff id, "me" or "none"'),
        assignee_customer: id.optional().describe('Given to this individual'),
        subject: id.optional().describe('About this record'),
        state: z.enum(['open', 'done', 'all']).default('open'),
        due: z.enum(['overdue', 'today', 'week', 'none']).optional(),
      }).default({ state: 'open' }),
      ...paging,
    }),
    response: page(task),
  },
  'POST /tasks': {
    summary: 'Add a task',
    permission: 'tasks.write',
    body: taskInput,
    status: 201,
    response: task,
    errors: ['task.invalid'],
  },
  'GET /tasks/:id': {
    summary: 'Read a task',
    permission: 'tasks.read',
    shows: 'customer',
    params: idParams,
    response: task,
  },
  'PATCH /tasks/:id': {
    summary: 'Change a task',
    permission: 'tasks.write',
    params: idParams,
    ifMatch: true,
    body: taskChange,
    response: task,
    errors: ['task.invalid'],
  },
  'POST /tasks/:id/completion': {
    summary: 'Mark done; a repeating task makes its next one',
    permission: 'tasks.write',
    params: idParams,
    response: z.object({ task, next: task.nullable() }),
  },
  'DELETE /tasks/:id/completion': {
    summary: 'Mark not done again',
    permission: 'tasks.write',
    params: idParams,
    response: task,
  },
  'DELETE /tasks/:id': { summary: 'Delete a task', permission: 'tasks.full', params: idParams },
})
