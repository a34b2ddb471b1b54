import type { StoredCustom } from '#capabilities/custom-fields/field.ts'
import { customFilters, keyIn } from '#capabilities/custom-fields/filters.ts'
import { Sql } from '#capabilities/search/sql.ts'
import type { Ctx } from '#platform/context.ts'
import { type FieldError, invalid, missing } from '#platform/errors.ts'
import { cutPage, decodeCursor, isDay, isId } from '#platform/http/paging.ts'
import type { Task } from './contract.ts'
import { taskFields } from './custom.ts'

/** The record a task stands on, as stored: `title` is the one it had when the task was put there. */
export type StoredSubject = { kind: string; id: string; title: string | null }

/** A task as stored; `showTasks` makes of it what the reader sees. */
export type StoredTask = Omit<Task, 'subject' | 'custom'> & {
  subject: StoredSubject | null
  custom: StoredCustom
}

export type TaskFilter = {
  customer?: string
  assignee?: string
  assignee_customer?: string
  subject?: string
  state: 'open' | 'done' | 'all'
  due?: 'overdue' | 'today' | 'week' | 'none'
} & Readonly<Record<string, string | undefined>>

const named = (alias: string) =>
  `json_build_object('id', ${alias}.id, 'number', ${alias}.number, 'name',
     CASE ${alias}.kind WHEN 'organisation' THEN ${alias}.company_name
       ELSE concat_ws(' ', ${alias}.first_name, ${alias}.last_name) END)`

const select = `
  SELECT t.id, t.title, t.description, t.due_on, t.remind_at, t.done_at, t.created_at, t.version, t.custom,
         ${named('c')} AS customer,
         CASE WHEN i.id IS NOT NULL THEN ${named('i')} END AS assignee_customer,
         CASE WHEN t.subject_id IS NOT NULL
           THEN json_build_object('kind', t.subject_kind, 'id', t.subject_id, 'title', t.subject_title) END AS subject,
         CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name) END AS assignee,
         CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'name', d.name) END AS done_by,
         CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'name', m.name) END AS created_by,
         CASE WHEN t.repeat_unit IS NOT NULL THEN json_build_object('unit', t.repeat_unit, 'every', t.repeat_every) END AS repeat
  FROM tasks t
  JOIN customers c ON c.workspace_id = t.workspace_id AND c.id = t.customer_id
  LEFT JOIN customers i ON i.workspace_id = t.workspace_id AND i.id = t.assignee_customer_id
  LEFT JOIN staff_members a ON a.workspace_id = t.workspace_id AND a.id = t.assignee_id
  LEFT JOIN staff_members d ON d.workspace_id = t.workspace_id AND d.id = t.done_by
  LEFT JOIN staff_members m ON m.workspace_id = t.workspace_id AND m.id = t.created_by
  WHERE t.workspace_id = $1`

/** A task by id; 404 when there is none in this workspace. `lock` keeps others from changing it meanwhile. */
export async function findTask(ctx: Ctx, id: string, lock?: 'update'): Promise<StoredTask> {
  const [task] = await ctx.rows<StoredTask>(`${select} AND t.id = $2 ${lock ? 'FOR UPDATE OF t' : ''}`, [
    ctx.workspaceId,
    id,
  ])
  if (!task) throw missing('task')
  return task
}

/** Those of some tasks that are there. `update` locks them, in one order for all who do. */
export const findTasks = (
  ctx: Ctx,
  ids: readonly string[],
  purpose: 'read' | 'update',
): Promise<StoredTask[]> =>
  ctx.rows<StoredTask>(
    `${select} AND t.id = ANY ($2::uuid[]) ORDER BY t.id ${purpose === 'update' ? 'FOR UPDATE OF t' : ''}`,
    [ctx.workspaceId, ids],
  )

type After = [due: string, id: string]
const isAfter = (values: unknown): values is After =>
  Array.isArray(values) && values.length === 2 && isDay(values[0]) && isId(values[1])

/** No due date sorts after every date. */
const never = '9999-12-31'

const dueConditions: Record<NonNullable<TaskFilter['due']>, (today: string) => string> = {
  overdue: (today) => `t.due_on < ${today}::date`,
  today: (today) => `t.due_on = ${today}::date`,
  week: (today) => `t.due_on BETWEEN ${today}::date AND ${today}::date + 6`,
  none: () => 't.due_on IS NULL',
}

/** Conditions on custom fields. */
async function customConditions(ctx: Ctx, filter: TaskFilter, sql: Sql): Promise<string[]> {
  if (!Object.keys(filter).some(keyIn)) return []
  const errors: FieldError[] = []
  const found = customFilters(ctx.access, await taskFields(ctx), filter, errors)
  if (errors.length > 0) throw invalid('filter.invalid', errors)
  return found.map(({ where }) => where(sql, 't'))
}

/** Tasks, soonest due first, those without a date last. */
export async function listTasks(ctx: Ctx, query: { filter: TaskFilter; limit: number; cursor?: string }) {
  const { filter, limit } = query
  const sql = new Sql()
  const give = (value: unknown) => sql.add(value)
  give(ctx.workspaceId)
  const where = await customConditions(ctx, filter, sql)
  if (filter.state !== 'all')
    where.push(filter.state === 'open' ? 't.done_at IS NULL' : 't.done_at IS NOT NULL')
  if (filter.customer) where.push(`t.customer_id = ${give(filter.customer)}`)
  if (filter.assignee_customer) where.push(`t.assignee_customer_id = ${give(filter.assignee_customer)}`)
  if (filter.subject) where.push(`t.subject_id = ${give(filter.subject)}`)
  if (filter.assignee === 'none') where.push('t.assignee_id IS NULL AND t.assignee_customer_id IS NULL')
  else if (filter.assignee)
    where.push(`t.assignee_id = ${give(filter.assignee === 'me' ? ctx.actor.id : filter.assignee)}`)
  if (filter.due) where.push(dueConditions[filter.due](give(ctx.now.toISOString().slice(0, 10))))
  const after = decodeCursor(query.cursor, isAfter)
  if (after)
    where.push(`(coalesce(t.due_on, '${never}'), t.id) > (${give(after[0])}::date, ${give(after[1])}::uuid)`)
  const found = await ctx.rows<StoredTask>(
    `${select} ${where.map((condition) => `AND ${condition}`).join(' ')}
     ORDER BY coalesce(t.due_on, '${never}'), t.id LIMIT ${give(limit + 1)}`,
    sql.values,
  )
  const { rows, next_cursor } = cutPage(found, limit, (task): After => [task.due_on ?? never, task.id])
  return { items: rows, next_cursor }
}
