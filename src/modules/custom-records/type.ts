import { uuidv7 } from 'uuidv7'
import { forgetArea } from '#modules/accounts/area-levels.ts'
import { forgetTarget } from '#modules/custom-fields/forget-target.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError, invalid } from '#platform/errors.ts'
import { retitle } from './retitle.ts'
import type { RecordType, TypeChange, TypeInput } from './shapes.ts'
import { kindOf } from './type-access.ts'
import { findType, MOST_TYPES } from './type-queries.ts'

const keyTaken = (error: unknown): never => {
  if ((error as { constraint?: string }).constraint !== 'custom_record_types_key') throw error
  const message = 'Another type of records has this key. Choose another one.'
  throw new AppError('conflict', 'record_type.key_taken', {
    message,
    errors: [{ pointer: '/key', code: 'record_type.key_taken', message }],
  })
}

/** Adds a type of records; its fields are added to the target `record:<id>`. */
export async function addType(ctx: Ctx, input: TypeInput): Promise<RecordType> {
  const [{ n }] = (await ctx.rows<{ n: number }>(
    'SELECT count(*)::int AS n FROM custom_record_types WHERE workspace_id = $1',
    [ctx.workspaceId],
  )) as [{ n: number }]
  if (n >= MOST_TYPES) {
    throw new AppError('conflict', 'record_type.too_many', {
      message: `A workspace has at most ${MOST_TYPES} types of records. Delete one that is not used.`,
      params: { most: MOST_TYPES },
    })
  }
  const id = uuidv7()
  const row = { ...input, workspace_id: ctx.workspaceId, id, created_at: ctx.now.toISOString() }
  await ctx.run(db.insertInto('custom_record_types').values(row)).catch(keyTaken)
  return findType(ctx, id)
}

const update = (ctx: Ctx, id: string, values: Record<string, unknown>) =>
  ctx.run(
    db
      .updateTable('custom_record_types')
      .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id),
  )

/** Changes a type; `seen` is the version the caller saw, undefined for whatever is there. */
export async function changeType(
  ctx: Ctx,
  name: string,
  change: TypeChange,
  seen: number | undefined,
): Promise<RecordType> {
  const before = await findType(ctx, name, 'FOR UPDATE')
  demandSeen(before, seen)
  if (before.many && change.many === false) await demandOneEach(ctx, before.id)
  if (change.title_field_id) await demandTitleField(ctx, before, change.title_field_id)
  await update(ctx, before.id, change).catch(keyTaken)
  if (change.title_field_id !== undefined && change.title_field_id !== before.title_field_id)
    await retitle(ctx, before.id)
  return findType(ctx, before.id)
}

export function demandSeen(present: { version: number }, seen: number | undefined): void {
  if (seen === undefined || seen === present.version) return
  throw new AppError('stale', 'version.stale', {
    message: 'Somebody else changed this meanwhile. Nothing was overwritten; look at it again.',
    params: { current: present },
  })
}

async function demandOneEach(ctx: Ctx, typeId: string): Promise<void> {
  const [several] = await ctx.rows<{ id: string; number: number; n: number }>(
    `SELECT c.id, c.number, r.n FROM (
       SELECT customer_id, count(*)::int AS n FROM custom_records WHERE workspace_id = $1 AND type_id = $2
       GROUP BY customer_id HAVING count(*) > 1 LIMIT 1) r
     JOIN customers c ON c.workspace_id = $1 AND c.id = r.customer_id`,
    [ctx.workspaceId, typeId],
  )
  if (!several) return
  const message = `Customer C-${several.number} has ${several.n} of them. Delete all but one first.`
  throw new AppError('conflict', 'record_type.several', {
    message,
    errors: [{ pointer: '/many', code: 'record_type.several', message }],
    params: { customer_id: several.id, number: several.number, count: several.n },
  })
}

/** Titles are read at a glance and stand where everybody sees them. */
const titleTypes = new Set(['text', 'number', 'date'])

async function demandTitleField(ctx: Ctx, type: RecordType, fieldId: string): Promise<void> {
  const [field] = await ctx.rows<{ type: string; read_level: string }>(
    'SELECT type, read_level FROM custom_fields WHERE workspace_id = $1 AND id = $2 AND target = $3',
    [ctx.workspaceId, fieldId, kindOf(type)],
  )
  if (field && titleTypes.has(field.type) && field.read_level === 'everyone') return
  const message =
    'The title is a text, a number or a date of this type that everyone may read. Choose one of its fields.'
  throw invalid('record_type.invalid', [{ pointer: '/title_field_id', code: 'title_field.unfit', message }])
}

/** No new records of a retired type are added; those that are there stay as they are. */
export async function retireType(ctx: Ctx, name: string): Promise<RecordType> {
  const { id, retired_at } = await findType(ctx, name, 'FOR UPDATE')
  if (!retired_at) await update(ctx, id, { retired_at: ctx.now.toISOString() })
  return findType(ctx, id)
}

export async function reviveType(ctx: Ctx, name: string): Promise<RecordType> {
  const { id, retired_at } = await findType(ctx, name, 'FOR UPDATE')
  if (retired_at) await update(ctx, id, { retired_at: null })
  return findType(ctx, id)
}

/** How many of the records that stand in the way are named. */
const NAMED = 10
const COUNTED = 1000

/** Deletes a type that has no records, with its fields. */
export async function deleteType(ctx: Ctx, name: string): Promise<undefined> {
  const type = await findType(ctx, name, 'FOR UPDATE')
  await demandEmpty(ctx, type)
  await ctx.rows('DELETE FROM custom_record_types WHERE workspace_id = $1 AND id = $2', [
    ctx.workspaceId,
    type.id,
  ])
  await forgetTarget(ctx, kindOf(type))
  await forgetArea(ctx, kindOf(type))
}

async function demandEmpty(ctx: Ctx, { id, plural, title_field_id }: RecordType): Promise<void> {
  const found = await ctx.rows<{ id: string; title: string | null; customer: string }>(
    `SELECT r.id, r.custom ->> $3::text AS title,
            CASE c.kind WHEN 'organisation' THEN c.company_name ELSE concat_ws(' ', c.first_name, c.last_name) END AS customer
     FROM custom_records r JOIN customers c ON c.workspace_id = r.workspace_id AND c.id = r.customer_id
     WHERE r.workspace_id = $1 AND r.type_id = $2 ORDER BY r.id LIMIT ${COUNTED + 1}`,
    [ctx.workspaceId, id, title_field_id ?? ''],
  )
  if (found.length === 0) return
  const count = Math.min(found.length, COUNTED)
  const more = found.length > COUNTED ? '+' : ''
  throw new AppError('conflict', 'record_type.in_use', {
    message: `There are ${count}${more} ${plural}. Delete them first, or retire the type: then none are added and all stay.`,
    params: { count, more: found.length > COUNTED, records: found.slice(0, NAMED) },
  })
}
