import { fieldsOf } from '#capabilities/custom-fields/definitions.ts'
import { type CustomField, fieldWithId, type StoredCustom } from '#capabilities/custom-fields/field.ts'
import { maySee } from '#capabilities/custom-fields/rights.ts'
import type { Access } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import type { RecordType } from './shapes.ts'
import { kindOf } from './type-access.ts'

/** The fields of a type, in their order. */
export const fieldsOfType = (ctx: Ctx, type: { id: string }): Promise<readonly CustomField[]> =>
  fieldsOf(ctx, kindOf(type))

type Titled = Pick<RecordType, 'singular' | 'title_field_id'>

/** What a record is called: the value of the title field, as it stands; null where it has none. */
export function ownTitle(type: Titled, custom: StoredCustom): string | null {
  const value = type.title_field_id === null ? undefined : custom[type.title_field_id]
  return value === undefined ? null : String(value)
}

/** Whether the caller may read the field that is the title. */
export function seesTitle(access: Access, type: Titled, fields: readonly CustomField[]): boolean {
  const field = type.title_field_id === null ? undefined : fieldWithId(fields, type.title_field_id)
  return !field || maySee(access, field)
}

/** What a record is called for the caller: by its type where it has no title that they may see. */
export const titleFor = (
  access: Access,
  type: Titled,
  fields: readonly CustomField[],
  custom: StoredCustom,
): string => (seesTitle(access, type, fields) ? ownTitle(type, custom) : null) ?? type.singular
