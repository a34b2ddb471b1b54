import { type FieldError, invalid } from '#platform/errors.ts'
import type { FileDescription } from '#platform/formats/file-description.ts'
import type { ImportMapping } from '../contract.ts'
import type { MappingWays } from './mapping-ways.ts'

/** A chosen mapping made whole: every column of the file once, in its order. Throws `mapping.invalid`. */
export function checkMapping(
  { fields, repeatable, demand }: MappingWays,
  { columns }: FileDescription,
  chosen: ImportMapping,
): ImportMapping {
  const errors: FieldError[] = []
  const fieldOf = new Map<string, string>()
  const used = new Set<string>()
  chosen.forEach(({ column, field }, i) => {
    const fault = (name: string, code: string, message: string) =>
      errors.push({ pointer: `/mapping/${i}/${name}`, code, message })
    if (!columns.some(({ name }) => name === column))
      fault(
        'column',
        'mapping.column_unknown',
        `The file has no column "${column}". It has: ${columns.map(({ name }) => name).join(', ')}.`,
      )
    else if (!fields.includes(field))
      fault(
        'field',
        'mapping.field_unknown',
        `There is no field "${field}". There are: ${fields.join(', ')}.`,
      )
    else if (fieldOf.has(column))
      fault('column', 'mapping.column_twice', `The column "${column}" is mapped twice.`)
    else if (used.has(field) && !repeatable.has(field))
      fault('field', 'mapping.field_twice', `Two columns go to "${field}"; only one can.`)
    demand(field)
    fieldOf.set(column, field)
    used.add(field)
  })
  if (errors.length > 0) throw invalid('mapping.invalid', errors)
  return columns.map(({ name }) => ({ column: name, field: fieldOf.get(name) ?? 'ignore' }))
}
