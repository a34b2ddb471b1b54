import { uuidv7 } from 'uuidv7'
import type { StoredCustom } from '#capabilities/custom-fields/field.ts'
import { parseCustom } from '#capabilities/custom-fields/parse.ts'
import { historyPart, type RecordChange, recordChanges } from '#capabilities/history/record.ts'
import { forgetRecordWords } from '#capabilities/search/record-words.ts'
import { notify } from '#modules/notifications/notification.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { insertTogether } from '#platform/database/insert-rows.ts'
import { AppError, invalid, missing } from '#platform/errors.ts'
import { emit } from '#platform/events/events.ts'
import { assigneesOf, demandAssignees } from './assignees.ts'
import type { TaskChange, TaskInput } from './contract.ts'
import { type CustomChange, customChange, taskFields } from './custom.ts'
import { subjectColumns, taskAdded, taskChanged, taskDeleted, updateTask } from './history.ts'
import { findTask, type StoredSubject, type StoredTask } from './queries.ts'
import { nextDueDate } from './recurrence.ts'
import { demandSubject, showTask } from './subjects.ts'
import { taskWords } from './words.ts'

const staffOf = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? ctx.actor.id : null)

/** What a task is made of; the record it stands on was looked up. */
type Given = Omit<TaskChange, 'subject' | 'custom'> & {
  subject?: StoredSubject | null
  custom?: StoredCustom
}

/** Columns of what was given; `repeat` and `subject` are several of them. Absent fields stay as they are. */
const columnsOf = ({ repeat, subject, custom, assignee_id, assignee_customer_id, ...rest }: Given) => ({
  ...rest,
  ...assigneesOf({ assignee_id, assignee_customer_id }),
  ...(subject !== undefined && subjectColumns(subject)),
  ...(custom && { custom: JSON.stringify(custom) }),
  ...(repeat !== undefined && { repeat_unit: repeat?.unit ?? null, repeat_every: repeat?.every ?? null }),
})

/** A repeating task counts on from its due date, so it needs one. */
function demandDueDate(due_on: string | null | undefined, repeat: TaskChange['repeat']): void {
  if (!repeat || due_on) return
  throw invalid('task.invalid', [
    { pointer: '/due_on', code: 'due_date.needed', message: 'A repeating task needs a due date.' },
  ])
}

async function demandCustomer(ctx: Ctx, id: string): Promise<void> {
  const [found] = await ctx.rows(
    'SELECT 1 FROM customers WHERE workspace_id = $1 AND id = $2 FOR KEY SHARE',
    [ctx.workspaceId, id],
  )
  if (!found) throw missing('customer')
}

/** Adds a task to a customer and tells the one who has to do it. */
export async function addTask(ctx: Ctx, { customer_id, ...input }: TaskInput): Promise<StoredTask> {
  demandDueDate(input.due_on, input.repeat)
  await demandCustomer(ctx, customer_id)
  await demandAssignees(ctx, input)
  const subject = await demandSubject(ctx, customer_id, input.subject)
  const custom = await readCustomFields(ctx, input.custom)
  const task = await insertTask(ctx, customer_id, { ...input, subject, custom })
  await tell(ctx, 'task.added', task, taskAdded(task), await customChange(ctx, null, task))
  await tellAssignee(ctx, task)
  return task
}

/** @throws task.invalid */
async function readCustomFields(
  ctx: Ctx,
  given: TaskChange['custom'],
  before?: StoredCustom,
): Promise<StoredCustom> {
  const { values, errors } = await parseCustom(ctx, await taskFields(ctx), given, { before })
  if (errors.length > 0) throw invalid('task.invalid', errors)
  return values
}

async function insertTask(
  ctx: Ctx,
  customer_id: string,
  { title, ...rest }: Given & { title: string },
): Promise<StoredTask> {
  const id = uuidv7()
  const now = ctx.now.toISOString()
  await ctx.run(
    db.insertInto('tasks').values({
      ...columnsOf(rest),
      title,
      workspace_id: ctx.workspaceId,
      id,
      customer_id,
      created_by: staffOf(ctx),
      created_at: now,
      updated_at: now,
    }),
  )
  return findTask(ctx, id)
}

async function tellAssignee(ctx: Ctx, task: StoredTask): Promise<void> {
  // A file tells nobody: hundreds of tasks at once are not news.
  if (!task.assignee || ctx.actor.kind === 'import') return
  await notify(ctx, {
    recipients: [task.assignee.id],
    kind: 'task.assigned',
    customerId: task.customer.id,
    subjectId: task.id,
    payload: { by: ctx.actor.name, title: task.title },
  })
}

/** Changes a task; `seen` is the version the caller saw, undefined for whatever is there. */
export async function changeTask(
  ctx: Ctx,
  id: string,
  change: TaskChange,
  seen: number | undefined,
): Promise<StoredTask> {
  const before = await findTask(ctx, id, 'update')
  if (seen !== undefined && seen !== before.version) {
    throw new AppError('stale', 'version.stale', {
      message: 'Somebody else changed this task meanwhile. Nothing was overwritten; look at it again.',
      params: { current: await showTask(ctx, before) },
    })
  }
  const due_on = change.due_on === undefined ? before.due_on : change.due_on
  demandDueDate(due_on, change.repeat === undefined ? before.repeat : change.repeat)
  await demandAssignees(ctx, change)
  const { subject: wanted, custom: given, ...rest } = change
  const custom = given && (await readCustomFields(ctx, given, before.custom))
  const subject = wanted === undefined ? undefined : await demandSubject(ctx, before.customer.id, wanted)
  await updateTask(ctx, id, {
    ...columnsOf({ ...rest, subject, custom }),
    ...(change.remind_at !== undefined && { reminded_at: null }),
  })
  const after = await findTask(ctx, id)
  const own = custom && (await customChange(ctx, before, after))
  await tell(ctx, 'task.changed', after, taskChanged(before, after), own)
  if (after.assignee && after.assignee.id !== before.assignee?.id) await tellAssignee(ctx, after)
  return after
}

const wordsOf = (ctx: Ctx, { id, customer, title }: StoredTask) =>
  taskWords(ctx, [{ id, customerId: customer.id, title }])

/** Says what happened to a task, and keeps what it changed. */
const tell = (
  ctx: Ctx,
  event: string,
  task: StoredTask,
  changed: RecordChange,
  custom?: CustomChange,
): Promise<void> =>
  emit(ctx, event, { customerId: task.customer.id, subjectId: task.id, payload: { title: task.title } }, [
    historyPart(ctx, [{ ...changed, changes: { ...changed.changes, ...custom?.changes } }]),
    ...(changed.action === 'deleted' ? [] : [wordsOf(ctx, task)]),
    ...(custom?.parts ?? []),
  ])

/** Marks done; a repeating task makes its next one. Done twice is done once. */
export async function completeTask(
  ctx: Ctx,
  id: string,
): Promise<{ task: StoredTask; next: StoredTask | null }> {
  const before = await findTask(ctx, id, 'update')
  if (before.done_at) return { task: before, next: null }
  await updateTask(ctx, id, { done_at: ctx.now.toISOString(), done_by: staffOf(ctx) })
  const task = await findTask(ctx, id)
  await tell(ctx, 'task.done', task, taskChanged(before, task))
  return { task, next: await repeatTask(ctx, task) }
}

async function repeatTask(ctx: Ctx, { repeat, due_on, ...task }: StoredTask): Promise<StoredTask | null> {
  if (!repeat || !due_on) return null
  const next = nextDueDate(due_on, repeat)
  const shift = Date.parse(next) - Date.parse(due_on)
  const made = await insertTask(ctx, task.customer.id, {
    title: task.title,
    description: task.description,
    subject: task.subject,
    assignee_id: task.assignee?.id ?? null,
    assignee_customer_id: task.assignee_customer?.id ?? null,
    due_on: next,
    remind_at: task.remind_at && new Date(Date.parse(task.remind_at) + shift).toISOString(),
    repeat,
    custom: task.custom,
  })
  await recordChanges(ctx, [taskAdded(made)])
  await insertTogether(ctx, [wordsOf(ctx, made), ...(await customChange(ctx, null, made)).parts])
  return made
}

export async function reopenTask(ctx: Ctx, id: string): Promise<StoredTask> {
  const before = await findTask(ctx, id, 'update')
  if (!before.done_at) return before
  await updateTask(ctx, id, { done_at: null, done_by: null })
  const task = await findTask(ctx, id)
  await tell(ctx, 'task.reopened', task, taskChanged(before, task))
  return task
}

export async function deleteTask(ctx: Ctx, id: string): Promise<undefined> {
  const task = await findTask(ctx, id, 'update')
  await ctx.run(db.deleteFrom('tasks').where('workspace_id', '=', ctx.workspaceId).where('id', '=', id))
  await forgetRecordWords(ctx, 'task', [id])
  await tell(ctx, 'task.deleted', task, taskDeleted(task), await customChange(ctx, task, null))
  return undefined
}
