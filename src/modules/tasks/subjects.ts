import { showCustom } from '#capabilities/custom-fields/show.ts'
import type { Language } from '#capabilities/declaration/define-module.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import { may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { invalid } from '#platform/errors.ts'
import type { Task, TaskInput } from './contract.ts'
import { taskFields } from './custom.ts'
import type { StoredSubject, StoredTask } from './queries.ts'

/**
 * The record that a task shall stand on, with its title. It must be one that takes tasks, that the caller may see, and
 * that is the customer's own or nobody's.
 * @throws task.invalid
 */
export async function demandSubject(
  ctx: Ctx,
  customerId: string,
  wanted: TaskInput['subject'],
): Promise<StoredSubject | null> {
  if (!wanted) return null
  const kind = registryOf(ctx.app.events).kinds.get(wanted.kind)
  if (!kind?.takesTasks) {
    const message = `Tasks cannot stand on records of the kind "${wanted.kind}".`
    throw invalid('task.invalid', [{ pointer: '/subject/kind', code: 'subject.kind', message }])
  }
  const [record] = may(ctx.access, kind.permission) ? await kind.describe(ctx, [wanted.id]) : []
  if (!record || (record.customerId !== null && record.customerId !== customerId)) {
    const message = 'This customer has no such record that you may see. Choose one of theirs.'
    throw invalid('task.invalid', [{ pointer: '/subject/id', code: 'subject.missing', message }])
  }
  return { ...wanted, title: kind.guarded ? null : record.title }
}

/**
 * Tasks as the API shows them. The record that a task stands on has the title it has now; one that was deleted keeps
 * its last known title and leads nowhere; of one that the reader may not see, only the kind is told.
 */
export async function showTasks(ctx: Ctx, tasks: readonly StoredTask[]): Promise<Task[]> {
  const { kinds } = registryOf(ctx.app.events)
  const idsByKind = new Map<string, string[]>()
  for (const { subject } of tasks)
    if (subject) idsByKind.set(subject.kind, [...(idsByKind.get(subject.kind) ?? []), subject.id])
  const seen = [...idsByKind].filter(([kind]) => {
    const declared = kinds.get(kind)
    return declared && may(ctx.access, declared.permission)
  })
  const described = await Promise.all(
    seen.map(async ([kind, ids]) => {
      const declared = kinds.get(kind)!
      return (await declared.describe(ctx, [...new Set(ids)])).map(
        (record) => [`${kind} ${record.id}`, { title: record.title, path: declared.path(record) }] as const,
      )
    }),
  )
  const there = new Map(described.flat())
  const visible = new Set(seen.map(([kind]) => kind))
  const shown = ({ kind, id, title }: StoredSubject): Task['subject'] => {
    const words = kinds.get(kind)?.words
    const about = { kind, id, label: words ? (words[ctx.language as Language] ?? words.en) : kind }
    if (!visible.has(kind)) return { ...about, title: null, path: null }
    return { ...about, ...(there.get(`${kind} ${id}`) ?? { title, path: null }) }
  }
  const fields = await taskFields(ctx)
  return tasks.map((task) => ({
    ...task,
    subject: task.subject && shown(task.subject),
    custom: showCustom(ctx, fields, task.custom),
  }))
}

export const showTask = async (ctx: Ctx, task: StoredTask): Promise<Task> =>
  (await showTasks(ctx, [task]))[0]!
