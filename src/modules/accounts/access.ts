import { permissionsOf } from '#capabilities/permissions/levels.ts'
import { type Access, may } from '#platform/access.ts'
import type { Queryable } from '#platform/database/database.ts'
import { AppError } from '#platform/errors.ts'

/** What a security group gives; the columns of its row. */
export type Grants = {
  administrator: boolean
  areas: Record<string, string>
  rights: readonly string[]
  hidden_fields: readonly string[]
}

/**
 * What somebody in these groups may do: all that any of them gives. A field is hidden when every group that
 * opens its area hides it; with no group that opens the area there is nothing to see anyway.
 */
export function accessOf(groups: readonly Grants[]): Access {
  const permissions = new Set(groups.flatMap((group) => [...permissionsOf(group.areas), ...group.rights]))
  const administrator = groups.some((group) => group.administrator)
  const hidden = groups
    .flatMap((group) => group.hidden_fields)
    .filter((field) => {
      const area = field.split('.')[0]!
      const opening = groups.filter((group) => (group.areas[area] ?? 'none') !== 'none')
      return opening.every((group) => group.hidden_fields.includes(field))
    })
  return { administrator, permissions, hiddenFields: new Set(administrator ? [] : hidden) }
}

export type StaffAccess = { name: string; email: string; language: string; status: string; access: Access }

/** A staff member's present rights, read in their workspace; undefined when there is no such person there. */
export async function readStaffAccess(
  reader: Queryable,
  workspaceId: string,
  staffId: string,
): Promise<StaffAccess | undefined> {
  const [row] = await reader.rows<Omit<StaffAccess, 'access'> & { groups: Grants[] }>(
    `SELECT s.name, s.email, s.language, s.status,
            coalesce((SELECT json_agg(json_build_object('administrator', g.administrator, 'areas', g.areas, 'rights', g.rights, 'hidden_fields', g.hidden_fields))
                      FROM staff_security_groups m
                      JOIN security_groups g ON g.workspace_id = m.workspace_id AND g.id = m.group_id AND g.audience = 'staff'
                      WHERE m.workspace_id = s.workspace_id AND m.staff_id = s.id), '[]') AS groups
     FROM staff_members s WHERE s.workspace_id = $1 AND s.id = $2`,
    [workspaceId, staffId],
  )
  if (!row) return undefined
  const { groups, ...staff } = row
  return { ...staff, access: accessOf(groups) }
}

/** The rights that API key scopes stand for; a level includes those below it. */
export function accessOfScopes(scopes: readonly string[]): Access {
  const permissions = scopes.flatMap((scope) => {
    const [area, level] = scope.split('.') as [string, string | undefined]
    const levels = level ? permissionsOf({ [area]: level }) : []
    return levels.length > 0 ? levels : [scope]
  })
  return {
    administrator: scopes.includes('administrator'),
    permissions: new Set(permissions.filter((permission) => permission !== 'administrator')),
    hiddenFields: new Set(),
  }
}

/** What both allow: a key never does more than whoever made it may do now. */
export function narrow(access: Access, limit: Access): Access {
  if (limit.administrator) return access
  const wanted = access.administrator ? limit.permissions : access.permissions
  return {
    administrator: false,
    permissions: new Set([...wanted].filter((permission) => may(limit, permission))),
    hiddenFields: limit.hiddenFields,
  }
}

/** Nobody gives away, or takes from somebody else, what they do not hold themselves. */
export function demandHolds(holder: Access, given: Access): void {
  if (holder.administrator) return
  const beyond = given.administrator
    ? ['administrator']
    : [...given.permissions].filter((permission) => !may(holder, permission))
  const shown = [...holder.hiddenFields].filter((field) => !given.hiddenFields.has(field))
  const opened = shown.filter((field) => given.permissions.has(`${field.split('.')[0]}.read`))
  if (beyond.length + opened.length === 0) return
  throw new AppError('forbidden', 'rights.not_held', {
    message: `You do not hold this yourself: ${[...beyond, ...opened].join(', ')}. Ask an administrator.`,
    params: { rights: [...beyond, ...opened] },
  })
}
