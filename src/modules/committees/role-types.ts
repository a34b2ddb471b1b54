import { uuidv7 } from 'uuidv7'
import { collapse } from '#lib/text.ts'
import { stale } from '#modules/customers/groups.ts'
import { orTaken } from '#modules/customers/taken-names.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError, missing } from '#platform/errors.ts'
import { nameKey } from './committee-queries.ts'
import type { RoleType } from './shapes.ts'
import { isCurrentSql } from './spans-sql.ts'
import { workspaceToday } from './today.ts'

const taken = orTaken('role_types_name', 'role_type', 'There is a role of this name already.')
/** A list to choose from, not a table of data. */
const MOST = 200

const select = `
  SELECT t.id, t.name, t.retired_at IS NOT NULL AS retired, t.version,
         (SELECT count(*)::int FROM customer_roles r WHERE r.workspace_id = t.workspace_id AND r.type_id = t.id
            AND ${isCurrentSql('r.from_on', 'r.until_on', '$2')}) AS current
  FROM role_types t WHERE t.workspace_id = $1`

export const listRoleTypes = async (ctx: Ctx): Promise<{ items: RoleType[] }> => ({
  items: await ctx.rows<RoleType>(`${select} ORDER BY t.name_key`, [
    ctx.workspaceId,
    await workspaceToday(ctx),
  ]),
})

/** A role of the list by id. `share` keeps it from being deleted meanwhile. */
export async function findRoleType(ctx: Ctx, id: string, lock: 'share' | 'update'): Promise<RoleType> {
  const mode = lock === 'share' ? 'FOR KEY SHARE OF t' : 'FOR UPDATE OF t'
  const [found] = await ctx.rows<RoleType>(`${select} AND t.id = $3 ${mode}`, [
    ctx.workspaceId,
    await workspaceToday(ctx),
    id,
  ])
  if (!found) throw missing('role_type')
  return found
}

export async function addRoleType(ctx: Ctx, input: { name: string }): Promise<RoleType> {
  const [{ n } = { n: 0 }] = await ctx.rows<{ n: number }>(
    'SELECT count(*)::int AS n FROM role_types WHERE workspace_id = $1',
    [ctx.workspaceId],
  )
  if (n >= MOST) {
    throw new AppError('conflict', 'role_type.too_many', {
      message: `The list has at most ${MOST} roles. Delete one that nobody ever had.`,
    })
  }
  const id = uuidv7()
  const name = collapse(input.name)
  const row = { workspace_id: ctx.workspaceId, id, name, name_key: nameKey(name) }
  await ctx
    .run(db.insertInto('role_types').values({ ...row, created_at: ctx.now.toISOString() }))
    .catch(taken)
  return findRoleType(ctx, id, 'share')
}

export async function changeRoleType(
  ctx: Ctx,
  id: string,
  change: { name?: string; retired?: boolean },
  seen: number | undefined,
): Promise<RoleType> {
  const before = await findRoleType(ctx, id, 'update')
  if (seen !== undefined && seen !== before.version) throw stale(before)
  const name = change.name && collapse(change.name)
  await ctx
    .run(
      db
        .updateTable('role_types')
        .set((eb) => ({
          ...(name && { name, name_key: nameKey(name) }),
          ...(change.retired !== undefined && {
            retired_at: change.retired ? ctx.now.toISOString() : null,
          }),
          version: eb('version', '+', 1),
        }))
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', id),
    )
    .catch(taken)
  return findRoleType(ctx, id, 'update')
}

export async function deleteRoleType(ctx: Ctx, id: string): Promise<undefined> {
  const { name } = await findRoleType(ctx, id, 'update')
  const [used] = await ctx.rows(
    'SELECT 1 FROM customer_roles WHERE workspace_id = $1 AND type_id = $2 LIMIT 1',
    [ctx.workspaceId, id],
  )
  if (used) {
    throw new AppError('conflict', 'role_type.in_use', {
      message: `Somebody has or had the role "${name}", so it is kept. Stop giving it instead.`,
      params: { name },
    })
  }
  await ctx.rows('DELETE FROM role_types WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
  return undefined
}
