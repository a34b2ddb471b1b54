import { uuidv7 } from 'uuidv7'
import { customerFilter } from '#modules/customers/contract.ts'
import { conditionsOf } from '#modules/customers/filter.ts'
import { countCustomers } from '#modules/customers/list.ts'
import { orderFor } from '#modules/customers/sorting.ts'
import { may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError, type FieldError, invalid, missing } from '#platform/errors.ts'
import type { View, ViewChange, ViewInput } from './contract.ts'

type Row = Omit<View, 'mine' | 'count'>

const staffOf = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? ctx.actor.id : null)

const select = `
  SELECT v.id, v.name, v.shared, v.filter, v.sort, v.columns, v.version,
         CASE WHEN s.id IS NOT NULL THEN json_build_object('id', s.id, 'name', s.name) END AS owner
  FROM saved_views v
  LEFT JOIN staff_members s ON s.workspace_id = v.workspace_id AND s.id = v.owner_id
  WHERE v.workspace_id = $1 AND (v.shared OR v.owner_id = $2)`

/** Own views and the shared ones, by name, each with how many customers it finds. */
export async function listViews(ctx: Ctx, list: ViewInput['list']): Promise<View[]> {
  const rows = await ctx.rows<Row>(`${select} AND v.list = $3 ORDER BY lower(v.name), v.id LIMIT 500`, [
    ctx.workspaceId,
    staffOf(ctx),
    list,
  ])
  const views: View[] = []
  for (const row of rows) views.push(await shown(ctx, row))
  return views
}

async function shown(ctx: Ctx, row: Row): Promise<View> {
  const mine = row.owner !== null && row.owner.id === staffOf(ctx)
  return { ...row, mine, count: await countOf(ctx, row.filter) }
}

/** How many a view finds; null when the reader may not ask that, or a value it names is no longer one. */
async function countOf(ctx: Ctx, { q, ...rest }: View['filter']): Promise<View['count']> {
  const filter = customerFilter.safeParse(rest)
  if (!filter.success || !may(ctx.access, 'customers.read')) return null
  try {
    return await countCustomers(ctx, { q, filter: filter.data })
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** A view that the caller may see; somebody else's private one is as good as none. */
async function findView(ctx: Ctx, id: string, lock?: 'update'): Promise<View> {
  const [row] = await ctx.rows<Row>(`${select} AND v.id = $3 ${lock ? 'FOR UPDATE OF v' : ''}`, [
    ctx.workspaceId,
    staffOf(ctx),
    id,
  ])
  if (!row) throw missing('view')
  return shown(ctx, row)
}

/** The owner, or who may do everything with customers; only the owner makes a shared view private. */
function demandMine(ctx: Ctx, view: View, hide = false): void {
  if (view.mine || (may(ctx.access, 'customers.full') && !hide)) return
  throw new AppError('forbidden', 'view.not_yours', {
    message: 'This view belongs to a colleague. Save it under a name of your own, or ask them to change it.',
  })
}

/** A filter and a sort are kept only when the list would accept them. */
async function demandUsable(
  ctx: Ctx,
  { filter, sort }: { filter?: View['filter']; sort?: string },
): Promise<void> {
  const errors: FieldError[] = []
  const { q: _, ...rest } = filter ?? {}
  const read = customerFilter.safeParse(rest)
  for (const issue of read.error?.issues ?? []) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('/')]
    for (const name of names) {
      errors.push({
        pointer: `/filter/${name}`,
        code: 'filter.invalid',
        message: `filter[${name}]: ${issue.message}.`,
      })
    }
  }
  // Custom fields are known only to the list.
  if (read.success) await conditionsOf(ctx, { filter: read.data }).catch(gather(errors))
  if (sort !== undefined) await orderFor(ctx, sort).catch(gather(errors))
  if (errors.length > 0) throw invalid('view.invalid', errors)
}

/** Takes what is wrong with an input. Of fields that the owner may not see, a view is kept; it only has no count. */
const gather =
  (errors: FieldError[]) =>
  (error: unknown): void => {
    if (error instanceof AppError && error.code === 'field.hidden') return
    if (!(error instanceof AppError) || error.kind !== 'invalid' || !error.details.errors) throw error
    errors.push(...error.details.errors)
  }

/** A private view needs somebody who can see it. */
function demandOwner(owner: unknown, shared: boolean): void {
  if (owner || shared) return
  throw new AppError('invalid', 'view.owner_needed', {
    message: 'A view without an owner has to be shared, or nobody could see it.',
    errors: [{ pointer: '/shared', code: 'view.owner_needed', message: 'Share this view: it has no owner.' }],
  })
}

const nameTaken = (error: unknown, name: string) =>
  (error as { constraint?: string }).constraint === 'saved_views_name'
    ? new AppError('conflict', 'view.name.taken', {
        message: `There is already a view named "${name}". Choose another name, or change that one.`,
        errors: [
          {
            pointer: '/name',
            code: 'view.name.taken',
            message: 'Choose a name that no other view of yours has.',
          },
        ],
        params: { name },
      })
    : error

/** Keeps a view; with an API key it belongs to nobody and is shared. */
export async function addView(ctx: Ctx, { list, filter, columns, ...rest }: ViewInput): Promise<View> {
  const id = uuidv7()
  const owner_id = staffOf(ctx)
  await demandUsable(ctx, { filter, sort: rest.sort })
  demandOwner(owner_id, rest.shared)
  const row = {
    ...rest,
    workspace_id: ctx.workspaceId,
    id,
    list,
    owner_id,
    filter: JSON.stringify(filter),
    columns: JSON.stringify(columns),
    created_at: ctx.now.toISOString(),
  }
  await ctx.run(db.insertInto('saved_views').values(row)).catch((error) => {
    throw nameTaken(error, rest.name)
  })
  return findView(ctx, id)
}

/** Changes a view; `seen` is the version the caller saw, undefined for whatever is there. */
export async function changeView(
  ctx: Ctx,
  id: string,
  change: ViewChange,
  seen: number | undefined,
): Promise<View> {
  const before = await findView(ctx, id, 'update')
  demandMine(ctx, before, change.shared === false)
  if (seen !== undefined && seen !== before.version) {
    throw new AppError('stale', 'version.stale', {
      message: 'This view was changed meanwhile. Nothing was overwritten; look at it again.',
      params: { current: before },
    })
  }
  await demandUsable(ctx, change)
  demandOwner(before.owner, change.shared ?? before.shared)
  const { filter, columns, ...rest } = change
  const changed = {
    ...rest,
    ...(filter && { filter: JSON.stringify(filter) }),
    ...(columns && { columns: JSON.stringify(columns) }),
  }
  const update = db
    .updateTable('saved_views')
    .set((eb) => ({ ...changed, version: eb('version', '+', 1) }))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
  await ctx.run(update).catch((error) => {
    throw nameTaken(error, change.name ?? before.name)
  })
  return findView(ctx, id)
}

export async function deleteView(ctx: Ctx, id: string): Promise<undefined> {
  demandMine(ctx, await findView(ctx, id, 'update'))
  await ctx.run(db.deleteFrom('saved_views').where('workspace_id', '=', ctx.workspaceId).where('id', '=', id))
  return undefined
}
