import { customValues, isHistoryName, storedOf } from '#capabilities/custom-fields/history.ts'
import { missingLinks } from '#capabilities/custom-fields/parse.ts'
import { customParts, forgetCustom } from '#capabilities/custom-fields/write-values.ts'
import type {
  PresentRecord,
  RecordHistory,
  RecordUpdate,
  RecordValues,
  Refusals,
  RestoredRecord,
} from '#capabilities/declaration/record-history.ts'
import type { RecordChange } from '#capabilities/history/record.ts'
import { allOf } from '#capabilities/history/undo.ts'
import { same } from '#capabilities/history/values.ts'
import { forgetRecordWords } from '#capabilities/search/record-words.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { type Insert, insertTogether } from '#platform/database/insert-rows.ts'
import { emitAll } from '#platform/events/events.ts'
import { activeStaff, individuals } from './assignees.ts'
import { customChange, taskFields } from './custom.ts'
import { findTasks, type StoredTask } from './queries.ts'
import { taskWords } from './words.ts'

/** An individual by number: a name would outlast the person's erasure in the history of others. */
const byNumber = ({ id, number }: NonNullable<StoredTask['assignee_customer']>) => ({
  id,
  name: `C-${number}`,
})

/** Fields of a task as history keeps them. */
const taskValues = (task: StoredTask) => ({
  title: task.title,
  description: task.description,
  subject: task.subject,
  assignee: task.assignee,
  assignee_customer: task.assignee_customer && byNumber(task.assignee_customer),
  due_on: task.due_on,
  remind_at: task.remind_at,
  repeat: task.repeat,
  done: task.done_at === null ? null : { at: task.done_at, by: task.done_by },
  created_by: task.created_by,
  created_at: task.created_at,
})
type Values = ReturnType<typeof taskValues>

const about = ({ id, customer }: StoredTask) => ({ customerId: customer.id, kind: 'task', recordId: id })

export const taskAdded = (task: StoredTask): RecordChange => ({
  ...about(task),
  action: 'created',
  version: task.version,
  changes: {},
})
export const taskDeleted = (task: StoredTask): RecordChange => ({
  ...about(task),
  action: 'deleted',
  version: task.version,
  changes: allOf(taskValues(task)),
})
export function taskChanged(before: StoredTask, after: StoredTask): RecordChange {
  const [old, now] = [taskValues(before), taskValues(after)]
  const fields = (Object.keys(now) as (keyof Values)[]).filter((field) => !same(old[field], now[field]))
  const changes = Object.fromEntries(fields.map((field) => [field, [old[field], now[field]] as const]))
  return { ...about(after), action: 'changed', version: after.version, changes }
}

export const subjectColumns = (subject: StoredTask['subject']) => ({
  subject_kind: subject?.kind ?? null,
  subject_id: subject?.id ?? null,
  subject_title: subject?.title ?? null,
})

/** Columns of values of the history. */
function columnsOf(values: Partial<Values>) {
  const { subject, assignee, assignee_customer, repeat, done, created_by, ...rest } = values
  return {
    ...rest,
    ...(subject !== undefined && subjectColumns(subject)),
    ...(assignee_customer !== undefined && { assignee_customer_id: assignee_customer?.id ?? null }),
    ...(assignee !== undefined && { assignee_id: assignee?.id ?? null }),
    ...(repeat !== undefined && { repeat_unit: repeat?.unit ?? null, repeat_every: repeat?.every ?? null }),
    ...(done !== undefined && { done_at: done?.at ?? null, done_by: done?.by?.id ?? null }),
    ...(created_by !== undefined && { created_by: created_by?.id ?? null }),
  }
}

/** Those of some customers that are not there. */
const missingOf = async (ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await missingLinks(
        ctx,
        ids.map((id) => ({ id, key: id })),
      )
    ).map(({ pointer }) => pointer.split('/').at(-1)!),
  )

/** Values of history without those of custom fields. */
const declaredOf = (values: RecordValues): RecordValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !isHistoryName(name)))

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
const say = (ctx: Ctx, name: string, records: readonly Told[], beside: readonly Insert[] = []) =>
  emitAll(
    ctx,
    records.map(({ id, customerId, values }) => ({
      name,
      customerId,
      subjectId: id,
      payload: { title: values['title'] },
    })),
    beside,
  )

const wordsOf = (ctx: Ctx, records: readonly Told[]) =>
  taskWords(
    ctx,
    records.map(({ id, customerId, values }) => ({ id, customerId, title: values['title'] as string })),
  )

type Ids = ReadonlySet<string>
type Given = { staff: Ids; people: Ids }

/** Of those to whom tasks shall be given again, who can have them. */
async function thoseWhoCan(ctx: Ctx, all: readonly Readonly<Record<string, unknown>>[]): Promise<Given> {
  const ids = (field: string) => all.flatMap((values) => (values[field] as { id: string } | null)?.id ?? [])
  const staff = await activeStaff(ctx, ids('assignee'))
  return { staff, people: await individuals(ctx, ids('assignee_customer')) }
}

/** Why a task cannot become this again, as a code. */
function refusalOf(after: Values, values: Partial<Values>, { staff, people }: Given): string | null {
  if (values.assignee && !staff.has(values.assignee.id)) return 'staff.missing'
  if (values.assignee_customer && !people.has(values.assignee_customer.id)) return 'individual.missing'
  if (after.assignee && after.assignee_customer) return 'assignee.two'
  return after.repeat && !after.due_on ? 'due_date.needed' : null
}

async function write(ctx: Ctx, updates: readonly RecordUpdate[]): Promise<Refusals> {
  const given = await thoseWhoCan(
    ctx,
    updates.map(({ values }) => values),
  )
  const fields = await taskFields(ctx)
  const links = updates.flatMap(({ values }) => storedOf(fields, values, {}).links)
  const gone = await missingOf(ctx, links)
  const refusals = new Map<string, string>()
  const written: Told[] = []
  for (const { present, values } of updates) {
    const after = { ...present.values, ...values } as Values
    const task = present.source as StoredTask
    const custom = storedOf(fields, values, task.custom)
    const refused =
      refusalOf(after, values as Partial<Values>, given) ??
      custom.refused ??
      (custom.links.some((link) => gone.has(link)) ? 'customer.missing' : null)
    if (refused) refusals.set(present.id, refused)
    else {
      const reminder = 'remind_at' in values ? { reminded_at: remindedAt(ctx, after.remind_at) } : {}
      await updateTask(ctx, present.id, {
        ...columnsOf(declaredOf(values) as Partial<Values>),
        ...reminder,
        custom: JSON.stringify(custom.values),
      })
      const { parts } = await customChange(ctx, task, { ...task, custom: custom.values })
      await insertTogether(ctx, parts)
      written.push({ id: present.id, customerId: present.customerId, values: after })
    }
  }
  await say(ctx, 'task.changes_undone', written, [wordsOf(ctx, written)])
  return refusals
}

async function restore(ctx: Ctx, records: readonly RestoredRecord[]): Promise<Refusals> {
  const there = await ctx.rows<{ id: string }>(
    'SELECT id FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) FOR KEY SHARE',
    [ctx.workspaceId, records.map(({ customerId }) => customerId)],
  )
  const known = new Set(there.map(({ id }) => id))
  const going = records.filter(({ customerId }) => known.has(customerId))
  const { people } = await thoseWhoCan(
    ctx,
    going.map(({ values }) => values),
  )
  const fields = await taskFields(ctx)
  for (const { id, customerId, version, values } of going) {
    const { title, created_at, assignee_customer, ...rest } = declaredOf(values) as Values
    // So do values that name whom is not there any more: they are left out.
    const { values: held, links } = storedOf(fields, values, {})
    const gone = await missingOf(ctx, links)
    const custom = Object.fromEntries(Object.entries(held).filter(([, value]) => !gone.has(value as string)))
    // Who was deleted meanwhile has nothing to do any more; the task itself comes back.
    const individual = assignee_customer && people.has(assignee_customer.id) ? assignee_customer : null
    await ctx.run(
      db.insertInto('tasks').values({
        ...columnsOf({ ...rest, assignee_customer: individual }),
        title,
        created_at,
        custom: JSON.stringify(custom),
        workspace_id: ctx.workspaceId,
        id,
        customer_id: customerId,
        reminded_at: remindedAt(ctx, rest.remind_at),
        updated_at: ctx.now.toISOString(),
        version,
      }),
    )
    await insertTogether(ctx, customParts(ctx, fields, [{ id, customerId, after: custom }]))
  }
  await say(ctx, 'task.restored', going, [wordsOf(ctx, going)])
  return new Map(records.filter((record) => !going.includes(record)).map(({ id }) => [id, 'gone']))
}

async function remove(ctx: Ctx, records: readonly PresentRecord[]): Promise<void> {
  await ctx.rows('DELETE FROM tasks WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [
    ctx.workspaceId,
    records.map(({ id }) => id),
  ])
  await forgetCustom(
    ctx,
    records.map(({ id }) => id),
  )
  await forgetRecordWords(
    ctx,
    'task',
    records.map(({ id }) => id),
  )
  await say(ctx, 'task.deleted', records)
}

/** How tasks take part in history. */
export const taskHistory: RecordHistory = {
  table: 'tasks',
  custom: true,
  permissions: { read: 'tasks.read', write: 'tasks.write', remove: 'tasks.full' },
  fields: {
    title: {},
    description: {},
    subject: { columns: ['subject_kind', 'subject_id', 'subject_title'] },
    assignee_customer: { columns: ['assignee_customer_id'] },
    assignee: { columns: ['assignee_id'] },
    due_on: {},
    remind_at: {},
    repeat: { columns: ['repeat_unit', 'repeat_every'] },
    done: { columns: ['done_at', 'done_by'] },
    created_by: {},
    created_at: {},
  },
  leftOut: {
    custom: 'each custom field has a history of its own, as custom.<id>',
    id: 'never changes',
    customer_id: 'stands beside each change',
    reminded_at: 'follows from the reminder and the clock',
    updated_at: 'is the time of the last change itself',
    version: 'stands beside each change',
  },
  load: async (ctx, ids, purpose) => {
    const tasks = await findTasks(ctx, ids, purpose)
    const custom = await customValues(
      ctx,
      await taskFields(ctx),
      tasks.map((task) => task.custom),
    )
    return tasks.map((task, i) => ({
      id: task.id,
      customerId: task.customer.id,
      version: task.version,
      since: task.created_at,
      values: { ...taskValues(task), ...custom[i] },
      source: task,
    }))
  },
  write,
  restore,
  remove,
}
