import { may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { isId } from '#platform/http/paging.ts'
import type { Level, RecordType } from './shapes.ts'
import { demandLevel, levelOf, reaches } from './type-access.ts'

/** The right to define types. */
export const defining = 'fields.full'

/** No workspace has more types: they are tabs and pages that people look through. */
export const MOST_TYPES = 100

type StoredType = Omit<RecordType, 'level'>

const select = `SELECT id, key, singular, plural, icon, many, title_field_id, restricted, retired_at, created_at, version
  FROM custom_record_types WHERE workspace_id = $1`

const shown = (ctx: Ctx, type: StoredType): RecordType => ({ ...type, level: levelOf(ctx.access, type) })

const mayKnow = (ctx: Ctx, { level }: RecordType) => level !== 'none' || may(ctx.access, defining)

/** All types of the workspace, whoever asks. */
export const allTypes = async (ctx: Ctx): Promise<RecordType[]> =>
  (
    await ctx.rows<StoredType>(`${select} ORDER BY lower(plural), id LIMIT ${MOST_TYPES}`, [ctx.workspaceId])
  ).map((type) => shown(ctx, type))

/** Types whose records the caller may see. */
export const readableTypes = async (ctx: Ctx): Promise<RecordType[]> =>
  (await allTypes(ctx)).filter(({ level }) => level !== 'none')

/** Types that the caller may know of: those with records for them, and all for those who define them. */
export const listTypes = async (ctx: Ctx): Promise<{ items: RecordType[] }> => ({
  items: (await allTypes(ctx)).filter((type) => mayKnow(ctx, type)),
})

/** A type by id or key; 404 when there is none that the caller may know of. */
export async function findType(ctx: Ctx, name: string, lock = ''): Promise<RecordType> {
  const [found] = await ctx.rows<StoredType>(`${select} AND ${isId(name) ? 'id' : 'key'} = $2 ${lock}`, [
    ctx.workspaceId,
    name,
  ])
  const type = found && shown(ctx, found)
  if (!type || !mayKnow(ctx, type)) throw missing('record_type')
  return type
}

/**
 * A type with whose records the caller may go that far: 404 where they may not even see them, 403 where they may not
 * go further. It stays what it is until the transaction ends, where something is to be written.
 */
export async function findTypeFor(
  ctx: Ctx,
  name: string,
  level: Exclude<Level, 'none'>,
): Promise<RecordType> {
  const type = await findType(ctx, name, level === 'read' ? '' : 'FOR KEY SHARE')
  if (!reaches(ctx.access, type, 'read')) throw missing('record_type')
  demandLevel(ctx.access, type, level)
  return type
}
