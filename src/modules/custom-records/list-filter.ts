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

/**
 * A condition on the record `r`; `$1` is the workspace, `$2` the type. `candidates` is a SELECT of the record_id of all
 * records for which it is true, and maybe of records of other types, by an index; absent where none helps.
 */
export type RecordCondition = {
  where: (sql: Sql) => string
  candidates?: ((sql: Sql) => string) | undefined
}

/** Records that an index names, or the truth about each where none does. */
const byField = (field: CustomField, text: string): RecordCondition => {
  const read = customCondition(field, text)
  if (!read.ok) throw invalidFilter(`custom.${field.key}`, `${field.label}: ${read.message}`)
  const { candidates, where } = read.condition
  return { where: (sql) => where(sql, 'r'), candidates }
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

const ofCustomers = (which: string) =>
  `SELECT c.id AS record_id FROM custom_records c WHERE c.workspace_id = $1 AND c.type_id = $2 AND ${which}`

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
  if (customer)
    conditions.push({
      where: (sql) => `r.customer_id = ${sql.add(customer)}::uuid`,
      candidates: (sql) => ofCustomers(`c.customer_id = ${sql.add(customer)}::uuid`),
    })
  return conditions
}

/** Every word typed begins a word of the title, or of the customer's name; or all of it is the customer's number. */
export function searchCondition(
  access: Access,
  type: RecordType,
  fields: readonly CustomField[],
  q: string | undefined,
): RecordCondition[] {
  const number = /^c-?(\d{1,9})$/i.exec((q ?? '').trim())?.[1]
  if (number) {
    const numbered = (sql: Sql) =>
      `IN (SELECT id FROM customers WHERE workspace_id = $1 AND number = ${sql.add(Number(number))})`
    return [
      {
        where: (sql) => `r.customer_id ${numbered(sql)}`,
        candidates: (sql) => ofCustomers(`c.customer_id ${numbered(sql)}`),
      },
    ]
  }
  const titled = seesTitle(access, type, fields)
  return [...new Set(searchWords(q ?? ''))].map((term) => beginning(term, titled))
}

function beginning(term: string, titled: boolean): RecordCondition {
  const range = (sql: Sql) => `w.word >= ${sql.add(term)} AND w.word < ${sql.add(endOf(term))}`
  const titles = (sql: Sql) =>
    `record_words w WHERE w.workspace_id = $1 AND w.kind = '${searchKind}' AND w.word <> '' AND ${range(sql)}`
  const named = (sql: Sql) =>
    `IN (SELECT w.customer_id FROM customer_words w WHERE w.workspace_id = $1 AND ${range(sql)})`
  const customers = (sql: Sql) => ofCustomers(`c.customer_id ${named(sql)}`)
  return {
    where: (sql) => {
      const byCustomer = `r.customer_id ${named(sql)}`
      // Fenced: each record that is looked at has a few words, all others have millions.
      return titled
        ? `(EXISTS (SELECT 1 FROM ${titles(sql)} AND w.record_id = r.id OFFSET 0) OR ${byCustomer})`
        : byCustomer
    },
    candidates: (sql) =>
      titled ? `SELECT w.record_id FROM ${titles(sql)} UNION ALL ${customers(sql)}` : customers(sql),
  }
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
