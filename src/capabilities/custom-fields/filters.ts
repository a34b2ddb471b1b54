import type { Access } from '#platform/access.ts'
import type { FieldError } from '#platform/errors.ts'
import { type CustomCondition, customCondition } from './condition.ts'
import { type CustomField, fieldNamed } from './field.ts'
import { hiddenField, maySee } from './rights.ts'

const prefix = 'custom.'

/** The key in `custom.<key>`, as filters and orders name a field; undefined for other names. */
export const keyIn = (name: string): string | undefined =>
  name.startsWith(prefix) ? name.slice(prefix.length) : undefined

function unknownField(name: string, access: Access, fields: readonly CustomField[]): FieldError {
  const there = fields.filter((field) => !field.retired_at && maySee(access, field))
  const some = there.slice(0, 12).map(({ key }) => prefix + key)
  const list = there.length > some.length ? `${some.join(', ')}, …` : some.join(', ')
  return {
    pointer: `/filter/${name}`,
    code: 'filter.unknown_field',
    message: `filter[${name}]: there is no such custom field. There ${list ? `are: ${list}` : 'is none'}.`,
  }
}

/**
 * The conditions of a filter on custom fields; what is wrong with them goes to `errors`. Retired fields can still be
 * asked for, as saved filters may.
 * @throws field.hidden
 */
export function customFilters(
  access: Access,
  fields: readonly CustomField[],
  filter: Readonly<Record<string, string | undefined>>,
  errors: FieldError[],
): CustomCondition[] {
  const conditions: CustomCondition[] = []
  for (const [name, text] of Object.entries(filter)) {
    const key = keyIn(name)
    if (key === undefined || !text?.trim()) continue
    const field = fieldNamed(fields, key)
    if (!field) errors.push(unknownField(name, access, fields))
    else if (!maySee(access, field)) throw hiddenField(key, 'used as a filter')
    else {
      const read = customCondition(field, text)
      if (read.ok) conditions.push(read.condition)
      else {
        const message = `filter[${name}]: ${read.message}`
        errors.push({ pointer: `/filter/${name}`, code: 'filter.unknown_value', message })
      }
    }
  }
  return conditions
}
