import type { Sql } from '#capabilities/search/sql.ts'
import type { CustomField, FieldType } from './field.ts'

/** Types by which a list can be sorted: those with one value each, short enough to compare. */
const sorted: ReadonlySet<FieldType> = new Set(['text', 'number', 'money', 'date', 'choice', 'yes_no'])
export const isSortable = ({ type }: Pick<CustomField, 'type'>): boolean => sorted.has(type)

/** The type of the values that an order compares: those of choices are places in their list. */
export const sortType = ({ type }: CustomField): 'text' | 'numeric' | 'integer' =>
  type === 'choice' ? 'integer' : type === 'number' || type === 'money' ? 'numeric' : 'text'

const choiceIds = (field: CustomField) => field.choices.map(({ id }) => id)
const column = (field: CustomField) => (sortType(field) === 'numeric' ? 'value_number' : 'value_text')

/** The value by which a record in `alias` is sorted; null when it has none. */
export function sortValue(field: CustomField, sql: Sql, alias: string): string {
  const value = `(SELECT cv.${column(field)} FROM custom_values cv WHERE cv.workspace_id = ${alias}.workspace_id
    AND cv.record_id = ${alias}.id AND cv.field_id = ${sql.add(field.id)}::uuid AND cv.place = 0)`
  return field.type === 'choice' ? `array_position(${sql.add(choiceIds(field))}::text[], ${value})` : value
}

/** Whether the record in `alias` has no value. */
export const sortsLast = ({ id }: CustomField, alias: string): string =>
  `NOT EXISTS (SELECT 1 FROM custom_values cv WHERE cv.workspace_id = ${alias}.workspace_id
     AND cv.record_id = ${alias}.id AND cv.field_id = '${id}'::uuid AND cv.place = 0 OFFSET 0)`

export type Walk = {
  descending: boolean
  /** Go on behind this value and record. */
  after?: { value: string | number; id: string } | undefined
  /** Rows wanted: a placeholder or a number. */
  take: string | number
  /** Look at no more than so many values. */
  most?: number | undefined
  /** A SELECT of the record with an id, when it is wanted; it has a column `id`. */
  row: (id: string) => string
}

/**
 * Records in the order of their values: a SELECT of `custom_sort` and what `row` selects, along the index. Records
 * without a value are not in it. `$1` is the workspace.
 */
export function inOrder(field: CustomField, sql: Sql, walk: Walk): string {
  return field.type === 'choice' ? byChoice(field, sql, walk) : byValue(field, sql, walk)
}

const direction = (descending: boolean) => (descending ? ' DESC' : '')

function byValue(field: CustomField, sql: Sql, { descending, after, take, most, row }: Walk): string {
  const value = `cv.${column(field)}`
  const behind = after
    ? `AND (${value}, cv.record_id) ${descending ? '<' : '>'} (${sql.add(after.value)}::${sortType(field)}, ${sql.add(after.id)}::uuid)`
    : ''
  const order = `ORDER BY ${value}${direction(descending)}, cv.record_id${direction(descending)}`
  const of = `cv.workspace_id = $1 AND cv.field_id = ${sql.add(field.id)}::uuid
    AND ${value} IS NOT NULL AND cv.place = 0 ${behind}`
  if (most === undefined)
    return `SELECT ${value} AS custom_sort, r.* FROM custom_values cv CROSS JOIN LATERAL (${row('cv.record_id')}) r
      WHERE ${of} ${order} LIMIT ${take}`
  return `SELECT cv.custom_sort, r.*
    FROM (SELECT ${value} AS custom_sort, cv.record_id FROM custom_values cv WHERE ${of} ${order} LIMIT ${most}) cv
    CROSS JOIN LATERAL (${row('cv.record_id')}) r
    ORDER BY cv.custom_sort${direction(descending)}, cv.record_id${direction(descending)} LIMIT ${take}`
}

/** The records of each choice, one choice after the other. */
function byChoice(field: CustomField, sql: Sql, { descending, after, take, most, row }: Walk): string {
  const ids = sql.add(choiceIds(field))
  const sign = descending ? '<' : '>'
  const at = after && { value: sql.add(after.value), id: sql.add(after.id) }
  const least = descending ? 'ffffffff-ffff-ffff-ffff-ffffffffffff' : '00000000-0000-0000-0000-000000000000'
  const behind = at
    ? `AND cv.record_id ${sign} CASE WHEN ch.place = ${at.value}::bigint THEN ${at.id}::uuid ELSE '${least}'::uuid END`
    : ''
  const values = `SELECT cv.record_id FROM custom_values cv WHERE cv.workspace_id = $1
    AND cv.field_id = ${sql.add(field.id)}::uuid AND cv.value_text = ch.choice COLLATE "C" AND cv.place = 0 ${behind}
    ORDER BY cv.record_id${direction(descending)} ${most === undefined ? '' : `LIMIT ${most}`}`
  return `SELECT ch.place AS custom_sort, r.* FROM unnest(${ids}::text[]) WITH ORDINALITY AS ch(choice, place)
    CROSS JOIN LATERAL (SELECT r.* FROM (${values}) cv CROSS JOIN LATERAL (${row('cv.record_id')}) r
      ORDER BY cv.record_id${direction(descending)} LIMIT ${take}) r
    ${at ? `WHERE ch.place ${sign}= ${at.value}::bigint` : ''}
    ORDER BY ch.place${direction(descending)}, r.id${direction(descending)} LIMIT ${take}`
}
