import type { Access } from '#platform/access.ts'
import type { CustomField, FieldType } from './field.ts'
import { MOST_LONG_TEXT, MOST_TEXT } from './read-value.ts'
import { mayFill, maySee } from './rights.ts'

type Schema = Record<string, unknown>
type Way = 'input' | 'output'

const choiceIds = ({ choices }: CustomField) => choices.map(({ id }) => id)
const choiceWords = ({ choices }: CustomField) =>
  choices.map(({ id, label }) => `\`${id}\`: ${label}`).join(', ')

const byType: Record<FieldType, (field: CustomField) => Schema> = {
  text: () => ({ type: 'string', maxLength: MOST_TEXT }),
  long_text: () => ({ type: 'string', maxLength: MOST_LONG_TEXT }),
  number: () => ({ type: 'number' }),
  money: ({ currency }) => ({
    type: 'object',
    required: ['amount'],
    properties: {
      amount: { type: 'integer', description: 'In the smallest unit of the currency' },
      currency: { const: currency },
    },
    additionalProperties: false,
  }),
  date: () => ({ type: 'string', format: 'date' }),
  choice: (field) => ({ type: 'string', enum: choiceIds(field) }),
  multi_choice: (field) => ({ type: 'array', items: { type: 'string', enum: choiceIds(field) } }),
  yes_no: () => ({ type: 'boolean' }),
  customer: () => ({ type: 'string', format: 'uuid' }),
}

function fieldSchema(field: CustomField, way: Way): Schema {
  const schema = byType[field.type](field)
  const description = [field.help, field.choices.length > 0 && choiceWords(field)].filter(Boolean).join('. ')
  const about = { title: field.label, ...(description && { description }) }
  // A value is taken away with null; what has none is not in an answer.
  return way === 'output' || field.required
    ? { ...about, ...schema }
    : { ...about, anyOf: [schema, { type: 'null' }] }
}

/**
 * The values of a record by key as a JSON Schema (draft 2020-12), of the fields that somebody may see, or for `input`
 * may fill in.
 */
export function customSchema(access: Access, fields: readonly CustomField[], way: Way): Schema {
  const may = way === 'input' ? mayFill : maySee
  const known = fields.filter((field) => !field.retired_at && may(access, field))
  return {
    type: 'object',
    properties: Object.fromEntries(known.map((field) => [field.key, fieldSchema(field, way)])),
    additionalProperties: false,
  }
}

/** Filters of a list by the fields that somebody may see, by their names. */
export const customFilters = (access: Access, fields: readonly CustomField[]): Record<string, Schema> =>
  Object.fromEntries(
    fields
      .filter((field) => !field.retired_at && maySee(access, field))
      .map(({ key, label }) => [`custom.${key}`, { type: 'string', title: label }]),
  )
