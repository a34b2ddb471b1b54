import type {
  PresentRecord,
  RecordHistory,
  RecordUpdate,
  Refusals,
  RestoredRecord,
} from '#capabilities/declaration/record-history.ts'
import type { RecordChange } from '#capabilities/history/record.ts'
import { allOf } from '#capabilities/history/undo.ts'
import { same } from '#capabilities/history/values.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { emitAll } from '#platform/events/events.ts'
import type { Task } from './contract.ts'
import { findTasks } from './queries.ts'

/** Fields of a task as history keeps them. */
const taskValues = (task: Task) => ({
  title: task.title,
  description: task.description,
  assignee: task.assignee,
  due_on: task.due_on,
  remind_at: task.remind_at,
  repeat: task.repeat,
  done: task.done_at === null ? null : { at: task.done_at, by: task.done_by },
  created_by: task.created_by,
  created_at: task.created_at,
})
type Values = ReturnType<typeof taskValues>

const about = ({ id, customer }: Task) => ({ customerId: customer.id, kind: 'task', recordId: id })

export const taskAdded = (task: Task): RecordChange => ({
  ...about(task),
  action: 'created',
  version: task.version,
  changes: {},
})
export const taskDeleted = (task: Task): RecordChange => ({
  ...about(task),
  action: 'deleted',
  version: task.version,
  changes: allOf(taskValues(task)),
})
export function taskChanged(before: Task, after: Task): RecordChange {
  const [old, now] = [taskValues(before), taskValues(after)]
  const fields = (Object.keys(now) as (keyof Values)[]).filter((field) => !same(old[field], now[field]))
  const changes = Object.fromEntries(fields.map((field) => [field, [old[field], now[field]] as const]))
  return { ...about(after), action: 'changed', version: after.version, changes }
}

/** Columns of values of the history. */
function columnsOf(values: Partial<Values>) {
  const { assignee, repeat, done, created_by, ...rest } = values
  return {
    ...rest,
    ...(assignee !== undefined && { assignee_id: assignee?.id ?? null }),
    ...(repeat !== undefined && { repeat_unit: repeat?.unit ?? null, repeat_every: repeat?.every ?? null }),
    ...(done !== undefined && { done_at: done?.at ?? null, done_by: done?.by?.id ?? null }),
    ...(created_by !== undefined && { created_by: created_by?.id ?? null }),
  }
}

/** Reminders that are past are not given again. */
const remindedAt = (ctx: Ctx, remind_at: string | null) =>
  remind_at && new Date(remind_at) < ctx.now ? ctx.now.toISOString() : null

export const updateTask = (ctx: Ctx, id: string, values: Record<string, unknown>) =>
  ctx.run(
    db
      .updateTable('tasks')
      .set((eb) => ({ ...values, updated_at: ctx.now.toISOString(), version: eb('version', '+', 1) }))
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id),
  )

type Told = { id: string; customerId: string; values: Readonly<Record<string, unknown>> }
const say = (ctx: Ctx, name: string, records: readonly Told[]) =>
  emitAll(
    ctx,
    records.map(({ id, customerId, values }) => ({
      name,
      customerId,
      subjectId: id,
      payload: { title: values['title'] },
    })),
  )

/** A colleague who left gets no task back. */
async function inactive(ctx: Ctx, all: readonly Readonly<Record<string, unknown>>[]): Promise<Set<string>> {
  const ids = all.flatMap(({ assignee }) => (assignee as Values['assignee'])?.id ?? [])
  if (ids.length === 0) return new Set()
  const found = await ctx.rows<{ id: string }>(
    `SELECT id FROM staff_members WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND status = 'active'`,
    [ctx.workspaceId, ids],
  )
  const active = new Set(found.map(({ id }) => id))
  return new Set(ids.filter((id) => !active.has(id)))
}

async function write(ctx: Ctx, updates: readonly RecordUpdate[]): Promise<Refusals> {
  const gone = await inactive(
    ctx,
    updates.map(({ values }) => values),
  )
  const refusals = new Map<string, string>()
  const written: Told[] = []
  for (const { present, values } of updates) {
    const after = { ...present.values, ...values } as Values
    if (values['assignee'] && gone.has((values['assignee'] as { id: string }).id))
      refusals.set(present.id, 'staff.missing')
    else if (after.repeat && !after.due_on) refusals.set(present.id, 'due_date.needed')
    else {
      const reminder = 'remind_at' in values ? { reminded_at: remindedAt(ctx, after.remind_at) } : {}
      await updateTask(ctx, present.id, { ...columnsOf(values as Partial<Values>), ...reminder })
      written.push({ id: present.id, customerId: present.customerId, values: after })
    }
  }
  await say(ctx, 'task.changes_undone', written)
  return refusals
}

async function restore(ctx: Ctx, records: readonly RestoredRecord[]): Promise<Refusals> {
  const there = await ctx.rows<{ id: string }>(
    'SELECT id FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) FOR KEY SHARE',
    [ctx.workspaceId, records.map(({ customerId }) => customerId)],
  )
  const known = new Set(there.map(({ id }) => id))
  const going = records.filter(({ customerId }) => known.has(customerId))
  for (const { id, customerId, version, values } of going) {
    const { title, created_at, ...rest } = values as Values
    await ctx.run(
      db.insertInto('tasks').values({
        ...columnsOf(rest),
        title,
        created_at,
        workspace_id: ctx.workspaceId,
        id,
        customer_id: customerId,
        reminded_at: remindedAt(ctx, rest.remind_at),
        updated_at: ctx.now.toISOString(),
        version,
      }),
    )
  }
  await say(ctx, 'task.restored', going)
  return new Map(records.filter((record) => !going.includes(record)).map(({ id }) => [id, 'gone']))
}

async function remove(ctx: Ctx, records: readonly PresentRecord[]): Promise<void> {
  await ctx.rows('DELETE FROM tasks WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [
    ctx.workspaceId,
    records.map(({ id }) => id),
  ])
  await say(ctx, 'task.deleted', records)
}

/** How tasks take part in history. */
export const taskHistory: RecordHistory = {
  table: 'tasks',
  permissions: { read: 'tasks.read', write: 'tasks.write', remove: 'tasks.full' },
  fields: {
    title: {},
    description: {},
    assignee: { columns: ['assignee_id'] },
    due_on: {},
    remind_at: {},
    repeat: { columns: ['repeat_unit', 'repeat_every'] },
    done: { columns: ['done_at', 'done_by'] },
    created_by: {},
    created_at: {},
  },
  leftOut: {
    id: 'never changes',
    customer_id: 'stands beside each change',
    reminded_at: 'follows from the reminder and the clock',
    updated_at: 'is the time of the last change itself',
    version: 'stands beside each change',
  },
  load: async (ctx, ids, purpose) =>
    (await findTasks(ctx, ids, purpose)).map((task) => ({
      id: task.id,
      customerId: task.customer.id,
      version: task.version,
      since: task.created_at,
      values: taskValues(task),
      source: task,
    })),
  write,
  restore,
  remove,
}
