import { customCondition } from '#capabilities/custom-fields/condition.ts'
import { type CustomField, fieldNamed, fieldWithId } from '#capabilities/custom-fields/field.ts'
import { isSortable } from '#capabilities/custom-fields/order.ts'
import { hiddenField, maySee } from '#capabilities/custom-fields/rights.ts'
import { endOf, type Sql } from '#capabilities/search/sql.ts'
import { searchWords } from '#capabilities/search/words.ts'
import type { Access } from '#platform/access.ts'
import { AppError } from '#platform/errors.ts'
import { seesTitle } from './fields.ts'
import type { RecordType } from './shapes.ts'
import { searchKind } from './write-records.ts'

/** A condition on the record `r`; `$1` is the workspace, `$2` the type. */
export type RecordCondition = (sql: Sql) => string

/** Records that an index names, or the truth about each where none does. */
const byField = (field: CustomField, text: string): RecordCondition => {
  const read = customCondition(field, text)
  if (!read.ok) throw invalidFilter(`custom.${field.key}`, `${field.label}: ${read.message}`)
  const { candidates, where } = read.condition
  return (sql) => (candidates ? `r.id IN (${candidates(sql)})` : where(sql, 'r'))
}

const invalidFilter = (name: string, message: string) =>
  new AppError('invalid', 'filter.invalid', {
    message,
    errors: [{ pointer: `/filter/${name}`, code: 'filter.invalid', message }],
  })

/** The field of a name `custom.<key>`, when the caller may see it. */
function fieldOfName(
  access: Access,
  fields: readonly CustomField[],
  name: string,
  what: 'used as a filter' | 'sorted by',
): CustomField | undefined {
  const key = name.startsWith('custom.') ? name.slice('custom.'.length) : ''
  const field = key ? fieldNamed(fields, key) : undefined
  if (!field || field.retired_at) return undefined
  if (!maySee(access, field)) throw hiddenField(key, what)
  return field
}

/** Reads the filters of a list, all of which must hold. */
export function filterConditions(
  access: Access,
  fields: readonly CustomField[],
  { customer, ...rest }: Readonly<Record<string, unknown>> & { customer?: string | undefined },
): RecordCondition[] {
  const conditions = Object.entries(rest).map(([name, text]) => {
    const field = fieldOfName(access, fields, name, 'used as a filter')
    if (!field)
      throw invalidFilter(
        name,
        `There is no filter "${name}". There are: customer, and custom.<key> of the fields.`,
      )
    return byField(field, String(text))
  })
  if (customer) conditions.push((sql) => `r.customer_id = ${sql.add(customer)}::uuid`)
  return conditions
}

/** Every word typed begins a word of the title, or of the customer's name; or all of it is the customer's number. */
export function searchCondition(
  access: Access,
  type: RecordType,
  fields: readonly CustomField[],
  q: string | undefined,
): RecordCondition[] {
  const terms = searchWords(q ?? '')
  const number = /^c-?(\d{1,9})$/i.exec((q ?? '').trim())?.[1]
  if (number)
    return [
      (sql) =>
        `r.customer_id IN (SELECT id FROM customers WHERE workspace_id = $1 AND number = ${sql.add(Number(number))})`,
    ]
  const titled = seesTitle(access, type, fields)
  return [...new Set(terms)].map((term) => (sql) => {
    const from = sql.add(term)
    const range = `w.word >= ${from} AND w.word < ${sql.add(endOf(term))}`
    const byTitle = `r.id IN (SELECT w.record_id FROM record_words w
      WHERE w.workspace_id = $1 AND w.kind = '${searchKind}' AND w.word <> '' AND ${range})`
    const byCustomer = `r.customer_id IN (SELECT w.customer_id FROM customer_words w WHERE w.workspace_id = $1 AND ${range})`
    return titled ? `(${byTitle} OR ${byCustomer})` : byCustomer
  })
}

/** How a list is sorted: by a field, or (null) in the order in which the records were made. */
export type RecordOrder = { field: CustomField | null; descending: boolean }

export function orderOf(
  access: Access,
  type: RecordType,
  fields: readonly CustomField[],
  sort: string,
): RecordOrder {
  const descending = sort.startsWith('-')
  const name = descending ? sort.slice(1) : sort
  if (name === 'created_at') return { field: null, descending }
  const titleField =
    name === 'title' && type.title_field_id !== null && fieldWithId(fields, type.title_field_id)
  const field = titleField || fieldOfName(access, fields, name, 'sorted by')
  if (field && isSortable(field) && maySee(access, field)) return { field, descending }
  const message = `This list cannot be sorted by "${name}". Sort by created_at, title or custom.<key> of a text, number, amount, date, choice or yes and no.`
  throw new AppError('invalid', 'sort.invalid', {
    message,
    errors: [{ pointer: '/sort', code: 'sort.invalid', message }],
  })
}
