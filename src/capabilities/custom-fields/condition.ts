import { endOf, type Sql } from '#capabilities/search/sql.ts'
import { minorUnits } from '#lib/money.ts'
import { fold, words } from '#lib/text.ts'
import { isDay } from '#platform/http/paging.ts'
import type { CustomField, FieldType } from './field.ts'

/**
 * A condition on a field. `where` is the truth about the record in `alias` (which has workspace_id and id).
 * `candidates` is a SELECT of record_id that finds exactly those for which it is true, some maybe twice, by an index;
 * absent where no index helps. `$1` is the workspace.
 */
export type CustomCondition = {
  where(sql: Sql, alias: string): string
  candidates?: (sql: Sql) => string
}

/** A condition, or what is wrong with it and how to mend it. */
export type ReadCondition = { ok: true; condition: CustomCondition } | { ok: false; message: string }

/** What is asked of the rows `cv` of a field in the index. */
type Test = (sql: Sql) => string

const rows = (sql: Sql, field: CustomField, test: string) =>
  `cv.field_id = ${sql.add(field.id)}::uuid AND ${test}`

/** The record that is looked at, as expressions. */
type Of = { workspace: string; id: string }
const inRow = (alias: string): Of => ({ workspace: `${alias}.workspace_id`, id: `${alias}.id` })

// Fenced: PostgreSQL would else gather all rows of the field for a page of fifty.
const exists = (sql: Sql, field: CustomField, { workspace, id }: Of, test: string) =>
  `EXISTS (SELECT 1 FROM custom_values cv WHERE cv.workspace_id = ${workspace} AND cv.record_id = ${id}
     AND ${rows(sql, field, test)} OFFSET 0)`

const found = (sql: Sql, field: CustomField, test: string) =>
  `SELECT cv.record_id FROM custom_values cv WHERE cv.workspace_id = $1 AND ${rows(sql, field, test)}`

const holding = (field: CustomField, test: Test): CustomCondition => ({
  where: (sql, alias) => exists(sql, field, inRow(alias), test(sql)),
  candidates: (sql) => found(sql, field, test(sql)),
})

const columnOf = ({ type }: Pick<CustomField, 'type'>) =>
  type === 'customer' ? 'linked_id' : type === 'number' || type === 'money' ? 'value_number' : 'value_text'

const filled = (field: CustomField): CustomCondition =>
  holding(field, () => `cv.${columnOf(field)} IS NOT NULL AND cv.place = 0`)

const blank = (field: CustomField): CustomCondition => ({
  where: (sql, alias) => `NOT ${exists(sql, field, inRow(alias), 'cv.place = 0')}`,
})

const right = (condition: CustomCondition): ReadCondition => ({ ok: true, condition })
const wrong = (message: string): ReadCondition => ({ ok: false, message })

const split = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** Every word typed begins a word of the text. The longest finds, the others are looked up. */
function wordCondition(field: CustomField, text: string): ReadCondition {
  const terms = words(text).sort((a, b) => b.length - a.length)
  const [driver, ...others] = terms
  if (driver === undefined) return wrong('type a word, "any" or "empty".')
  const begins = (term: string) => (sql: Sql) =>
    `cv.value_text >= ${sql.add(term)} AND cv.value_text < ${sql.add(endOf(term))}`
  const all = (sql: Sql, of: Of, some: readonly string[]) =>
    some.map((term) => exists(sql, field, of, begins(term)(sql))).join(' AND ')
  return right({
    where: (sql, alias) => all(sql, inRow(alias), terms),
    candidates: (sql) => {
      const first = found(sql, field, begins(driver)(sql))
      return others.length === 0
        ? first
        : `SELECT f.record_id FROM (${first}) f WHERE ${all(sql, { workspace: '$1', id: 'f.record_id' }, others)}`
    },
  })
}

/** `a..b`, `a..`, `..b`, or one value. */
function rangeCondition(
  field: CustomField,
  text: string,
  read: (part: string) => string | number | undefined,
  example: string,
): ReadCondition {
  const [from, to = from, more] = text.split('..').map((part) => part.trim())
  const [low, high] = [from ? read(from) : null, to ? read(to) : null]
  if (more !== undefined || low === undefined || high === undefined || (low === null && high === null))
    return wrong(`give ${example}, "any" or "empty".`)
  const column = `cv.${columnOf(field)}`
  const type = columnOf(field) === 'value_number' ? 'numeric' : 'text'
  return right(
    holding(field, (sql) =>
      [
        low === null ? `${column} IS NOT NULL` : `${column} >= ${sql.add(String(low))}::${type}`,
        ...(high === null ? [] : [`${column} <= ${sql.add(String(high))}::${type}`]),
      ].join(' AND '),
    ),
  )
}

const decimal = /^[+-]?\d{1,15}(\.\d{1,15})?$/

function choiceCondition(field: CustomField, text: string): ReadCondition {
  const parts = split(text)
  const blanks = parts.includes('empty')
  const wanted = parts.filter((part) => part !== 'empty')
  const chosen = wanted.map((part) =>
    field.choices.find(({ id, label }) => id === part || fold(label) === fold(part)),
  )
  const unknown = wanted[chosen.indexOf(undefined)]
  if (unknown !== undefined || parts.length === 0)
    return wrong(
      `${unknown === undefined ? 'nothing' : `"${unknown}"`} is not one of ${field.choices.map(({ id }) => id).join(', ')}.`,
    )
  const ids = chosen.map((choice) => choice!.id)
  const some = holding(field, (sql) =>
    ids.length === 1 ? `cv.value_text = ${sql.add(ids[0])}` : `cv.value_text = ANY (${sql.add(ids)}::text[])`,
  )
  if (!blanks) return right(some)
  const none = blank(field)
  if (ids.length === 0) return right(none)
  return right({ where: (sql, alias) => `(${some.where(sql, alias)} OR ${none.where(sql, alias)})` })
}

const yes = new Set(['yes', 'true', '1'])
const no = new Set(['no', 'false', '0'])
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const byType: Record<FieldType, (field: CustomField, text: string) => ReadCondition> = {
  text: wordCondition,
  long_text: wordCondition,
  number: (field, text) =>
    rangeCondition(
      field,
      text,
      (part) => (decimal.test(part) ? part : undefined),
      'a number or a range such as 10..20.5',
    ),
  money: (field, text) =>
    rangeCondition(
      field,
      text,
      (part) => minorUnits(part, field.currency!),
      `an amount in ${field.currency} or a range such as 10..99.50`,
    ),
  date: (field, text) =>
    rangeCondition(
      field,
      text,
      (part) => (isDay(part) ? part : undefined),
      'a day or a range such as 2026-01-01..2026-12-31',
    ),
  choice: choiceCondition,
  multi_choice: choiceCondition,
  yes_no: (field, text) => {
    const value = yes.has(text.toLowerCase()) ? 'yes' : no.has(text.toLowerCase()) ? 'no' : undefined
    return value
      ? right(holding(field, (sql) => `cv.value_text = ${sql.add(value)}`))
      : wrong('give yes, no, "any" or "empty".')
  },
  customer: (field, text) => {
    const ids = split(text)
    return ids.length > 0 && ids.every((id) => uuid.test(id))
      ? right(holding(field, (sql) => `cv.linked_id = ANY (${sql.add(ids)}::uuid[])`))
      : wrong('give ids of customers, comma separated, "any" or "empty".')
  },
}

/**
 * Reads a filter on a field: words for texts; a value or range for numbers, amounts (in whole units, `12.50`) and days;
 * choices (any of them) by id or label; yes or no; ids of customers; `any` or `empty` for all.
 */
export function customCondition(field: CustomField, given: string): ReadCondition {
  const text = given.trim()
  if (text === 'any') return right(filled(field))
  if (text === 'empty') return right(blank(field))
  return byType[field.type](field, text)
}
