import type { Ctx } from '#platform/context.ts'
import type { Language, TableName } from './define-module.ts'

/**
 * A main record to which workspaces add fields of their own. Its table has `id`, `version`, `updated_at` and
 * `custom jsonb NOT NULL DEFAULT '{}'`, which holds the values by the id of the field.
 */
export type CustomTarget = {
  table: TableName
  words: Readonly<Record<Language, string>>
  /** Rights on such records. Fields that only some may see or change ask for `full`. */
  permissions: { read: string; write: string; full: string }
  /**
   * For records of several types, each with fields of its own: their targets are `<name>:<type>`. Says whether there is
   * such a type.
   */
  has?: (ctx: Ctx, type: string) => Promise<boolean>
  /** Types with rights of their own: the right that `full` means for each. */
  fullRights?: (ctx: Ctx) => Promise<ReadonlyMap<string, string>>
}
