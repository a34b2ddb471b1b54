import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { differing as customDiffering } from '#capabilities/custom-fields/history.ts'
import { parseCustom } from '#capabilities/custom-fields/parse.ts'
import type {
  TransferFault,
  TransferOptions,
  TransferOutcome,
  TransferRow,
} from '#capabilities/declaration/record-transfer.ts'
import { recordChanges } from '#capabilities/history/record.ts'
import { same } from '#capabilities/history/values.ts'
import { parseDateTime } from '#lib/identifiers/date-time.ts'
import { collapse, fold } from '#lib/text.ts'
import { workspacePlace } from '#modules/customers/surroundings.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import type { Task, TaskChange } from './contract.ts'
import { taskFields } from './custom.ts'
import { customOf } from './custom-columns.ts'
import { taskChanged, updateTask } from './history.ts'
import { findTask, type StoredTask } from './queries.ts'
import { addTask, changeTask } from './task.ts'

/** What cells are read by: active colleagues by name and e-mail address, folded, and where clocks stand. */
type Around = { staff: ReadonlyMap<string, string>; zone: string }

/** What a row asks for; absent where the file does not say. */
type Given = Omit<TaskChange, 'subject'> & { title: string; done_on?: string | null }

const fault = (column: string, code: string, message: string): TransferFault => ({ column, code, message })

async function around(ctx: Ctx): Promise<Around> {
  const found = await ctx.rows<{ id: string; name: string; email: string }>(
    `SELECT id, name, email FROM staff_members WHERE workspace_id = $1 AND status = 'active' ORDER BY id`,
    [ctx.workspaceId],
  )
  const staff = new Map<string, string>()
  for (const { id, name, email } of found)
    for (const key of [fold(name), fold(email)]) if (!staff.has(key)) staff.set(key, id)
  return { staff, zone: (await workspacePlace(ctx)).time_zone }
}

type Unit = NonNullable<Task['repeat']>['unit']
const units = new Map(
  Object.entries({
    day: 'day,days,d,dag,dagen',
    week: 'week,weeks,w,weken',
    month: 'month,months,m,maand,maanden',
    year: 'year,years,y,jaar,jaren',
  }).flatMap(([unit, words]) => words.split(',').map((word): [string, Unit] => [word, unit as Unit])),
)

function repeatFrom(text: string): Task['repeat'] {
  const found = /^(?:(\d{1,2})\s*)?(\p{L}+)$/u.exec(fold(text))
  const unit = found && units.get(found[2]!)
  const every = Number(found?.[1] ?? 1)
  return unit && every > 0 ? { unit, every } : null
}

type Reader = (text: string, around: Around) => { value: unknown } | TransferFault

const readers: Record<string, Reader> = {
  title: (text) =>
    text.length <= 200
      ? { value: collapse(text) }
      : fault('title', 'text.long', 'A title has at most 200 characters.'),
  description: (text) =>
    text.length <= 5000
      ? { value: text }
      : fault('description', 'text.long', 'A description has at most 5000 characters.'),
  assignee: (text, { staff }) => {
    const id = staff.get(fold(collapse(text)))
    const message = `No active colleague is called “${text.slice(0, 60)}”. Give the name or e-mail address of one.`
    return id ? { value: id } : fault('assignee', 'staff.unknown', message)
  },
  due_on: (text) => ({ value: text }),
  remind_at: (text, { zone }) => {
    const read = parseDateTime(collapse(text), undefined, zone)
    return read.ok
      ? { value: read.value }
      : fault('remind_at', 'remind_at.form', `“${text.slice(0, 60)}”: Give a time as YYYY-MM-DD HH:MM.`)
  },
  repeat: (text) => {
    const value = repeatFrom(collapse(text))
    const message = `“${text.slice(0, 60)}”: Give a number and day, week, month or year, such as “2 weeks”.`
    return value ? { value } : fault('repeat', 'repeat.form', message)
  },
  done_on: (text) => ({ value: text }),
}

/** Names of what the verbs take, where the file has others. */
const fieldOf: Record<string, string> = { assignee: 'assignee_id' }

function read(row: TransferRow, where: Around, options: TransferOptions, fields: readonly CustomField[]) {
  const { cells, customers } = row
  const { blanks } = options
  const given: Record<string, unknown> = {}
  const faults: TransferFault[] = []
  for (const [column, reader] of Object.entries(readers)) {
    const cell = cells[column]
    if (cell === undefined) continue
    const result = cell === null ? null : reader(cell, where)
    if (result === null) {
      if (blanks === 'clear') given[fieldOf[column] ?? column] = null
    } else if ('value' in result) given[fieldOf[column] ?? column] = result.value
    else faults.push(result)
  }
  if (customers['individual']) given['assignee_customer_id'] = customers['individual']
  const custom = customOf(fields, row, options)
  if (Object.keys(custom.values).length > 0) given['custom'] = custom.values
  return { given: given as Given, faults: [...faults, ...custom.faults] }
}

/** The task that a row means: of its customer, with its title and, where it names one, its day; the open one first. */
async function present(ctx: Ctx, customerId: string, { title, due_on }: Given): Promise<StoredTask | null> {
  const [found] = await ctx.rows<{ id: string }>(
    `SELECT id FROM tasks WHERE workspace_id = $1 AND customer_id = $2 AND lower(title) = lower($3)
       AND ($4::date IS NULL OR due_on = $4::date OR due_on IS NULL)
     ORDER BY due_on IS NOT DISTINCT FROM $4::date DESC, done_at IS NULL DESC, id DESC LIMIT 1`,
    [ctx.workspaceId, customerId, title, due_on ?? null],
  )
  return found ? findTask(ctx, found.id, 'update') : null
}

/** What of a row is otherwise than in the task. */
async function differing(
  ctx: Ctx,
  task: StoredTask,
  { done_on: _, custom, ...given }: Given,
): Promise<TaskChange> {
  const now: Record<string, unknown> = {
    ...task,
    assignee_id: task.assignee?.id ?? null,
    assignee_customer_id: task.assignee_customer?.id ?? null,
  }
  const time = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : value)
  const change: TaskChange = Object.fromEntries(
    Object.entries(given).filter(([field, value]) =>
      field === 'remind_at' ? time(value) !== time(now[field]) : !same(value, now[field]),
    ),
  )
  if (!custom) return change
  // What is wrong with these values is found again, and said, by the verb.
  const { values, errors } = await parseCustom(ctx, await taskFields(ctx), custom, { before: task.custom })
  const differs = errors.length > 0 || customDiffering(task.custom, values).length > 0
  return differs ? { ...change, custom } : change
}

const dayOf = (instant: string | null) => instant && new Date(instant).toISOString().slice(0, 10)

/** Marks done on a day, or open again, without making the next one of a repeating task. */
async function settle(ctx: Ctx, task: StoredTask, done_on: string | null): Promise<void> {
  await updateTask(ctx, task.id, { done_at: done_on && `${done_on}T12:00:00Z`, done_by: null })
  await recordChanges(ctx, [taskChanged(task, await findTask(ctx, task.id))])
}

async function file(
  ctx: Ctx,
  customerId: string,
  given: Given,
  { existing }: TransferOptions,
): Promise<TransferOutcome> {
  const { title, done_on } = given
  const before = existing === 'create' ? null : await present(ctx, customerId, given)
  if (!before) {
    const { done_on: _, ...input } = given
    const task = await addTask(ctx, { ...input, customer_id: customerId })
    if (done_on) await settle(ctx, task, done_on)
    return { outcome: 'create', title }
  }
  const change = await differing(ctx, before, given)
  const settles = done_on !== undefined && done_on !== dayOf(before.done_at)
  if (existing === 'skip' || (Object.keys(change).length === 0 && !settles)) return { outcome: 'skip', title }
  const after = Object.keys(change).length > 0 ? await changeTask(ctx, before.id, change, undefined) : before
  if (settles) await settle(ctx, after, done_on)
  return { outcome: 'update', title }
}

/** Columns of the fields that the verbs find fault with. */
const columnOf: Record<string, string> = { assignee_id: 'assignee', assignee_customer_id: 'individual' }

function refused(error: unknown): TransferOutcome {
  if (!(error instanceof AppError)) throw error
  const faults = error.details.errors?.map(({ pointer, code, message }) =>
    fault(columnOf[pointer.slice(1)] ?? pointer.slice(1).replace('/', '.'), code, message),
  )
  return {
    outcome: 'reject',
    faults: faults ?? [{ column: null, code: error.code, message: error.message }],
  }
}

/** Goes through rows as the verbs would; they check before they write, so a row that is refused leaves nothing. */
export async function writeTasks(
  ctx: Ctx,
  rows: readonly TransferRow[],
  options: TransferOptions,
  fields: readonly CustomField[],
): Promise<TransferOutcome[]> {
  const where = await around(ctx)
  const outcomes: TransferOutcome[] = []
  for (const row of rows) {
    const { given, faults } = read(row, where, options, fields)
    outcomes.push(
      faults.length > 0
        ? { outcome: 'reject', faults }
        : await file(ctx, row.customers['customer']!, given, options).catch(refused),
    )
  }
  return outcomes
}
