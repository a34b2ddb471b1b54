import { AppError } from './errors.ts'

/** What somebody may do in a workspace. Levels are spelled out: who holds `customers.write` also holds `customers.read`. */
export type Access = {
  administrator: boolean
  permissions: ReadonlySet<string>
  /** Fields that stay hidden, as `<area>.<field>`; empty for administrators. */
  hiddenFields: ReadonlySet<string>
}

export function may(access: Access, permission: string): boolean {
  return permission === 'signed-in' || access.administrator || access.permissions.has(permission)
}

/** Refuses with 403 and the name of the right that is missing. */
export function demand(access: Access, permission: string): void {
  if (may(access, permission)) return
  throw new AppError('forbidden', 'permission.missing', {
    message: `This needs the right "${permission}". Ask an administrator for it.`,
    params: { permission },
  })
}

export const hides = (access: Access, field: string) =>
  !access.administrator && access.hiddenFields.has(field)
