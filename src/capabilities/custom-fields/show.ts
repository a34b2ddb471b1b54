import type { Access } from '#platform/access.ts'
import {
  type CustomField,
  fieldWithId,
  type ShownCustom,
  type StoredCustom,
  type StoredValue,
} from './field.ts'
import { maySee } from './rights.ts'

/** The values of a record by key, as the API gives them: without retired fields and those that are hidden. */
export function showCustom(
  { access }: { access: Access },
  fields: readonly CustomField[],
  stored: StoredCustom,
): ShownCustom {
  const shown: ShownCustom = {}
  if (fields.length === 0) return shown
  for (const [id, value] of Object.entries(stored)) {
    const field = fieldWithId(fields, id)
    if (field && !field.retired_at && maySee(access, field)) shown[field.key] = shownValue(field, value)
  }
  return shown
}

/** Choices go in the order of their list. */
export function shownValue({ type, choices }: CustomField, value: StoredValue): StoredValue {
  if (type !== 'multi_choice') return value
  const held = value as readonly string[]
  return choices.flatMap(({ id }) => (held.includes(id) ? [id] : []))
}
