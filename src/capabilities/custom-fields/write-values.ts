import { sortKey, words } from '#lib/text.ts'
import type { Ctx } from '#platform/context.ts'
import { arrayLiteral, type Insert, insertOf } from '#platform/database/insert-rows.ts'
import {
  type CustomField,
  type FieldType,
  fieldWithId,
  type Money,
  type StoredCustom,
  type StoredValue,
} from './field.ts'

/** What a record was and is; `before` absent: it is new. `customerId` is whose it is. */
export type CustomWrite = {
  id: string
  customerId: string | null
  before?: StoredCustom
  after: StoredCustom
}

const columns = {
  workspace_id: 'uuid',
  record_id: 'uuid',
  field_id: 'uuid',
  place: 'smallint',
  customer_id: 'uuid',
  value_text: 'text',
  value_number: 'numeric',
  linked_id: 'uuid',
}
const replacing = `ON CONFLICT (workspace_id, record_id, field_id, place) DO UPDATE
  SET value_text = excluded.value_text, value_number = excluded.value_number, linked_id = excluded.linked_id`

/** Of long texts only the beginning is found by its words. */
const MOST_WORDS = 200
const SORT_LENGTH = 120

type Key = { value_text?: string; value_number?: number; linked_id?: string }

const texts = (values: readonly string[]): Key[] => values.map((value_text) => ({ value_text }))
/** First the whole, by which lists are sorted; then every word but the one that it begins with. */
function wordKeys(value: StoredValue): Key[] {
  const all = words(value as string).slice(0, MOST_WORDS)
  const whole = sortKey(value as string)
    .slice(0, SORT_LENGTH)
    .toWellFormed()
  // What is made of signs alone has no words; it still counts as filled.
  return texts([whole, ...all.filter((word) => !whole.startsWith(word))])
}

/** What stands in the index for a value. */
const keys: Record<FieldType, (value: StoredValue) => Key[]> = {
  text: wordKeys,
  long_text: wordKeys,
  number: (value) => [{ value_number: value as number }],
  money: (value) => [{ value_number: (value as Money).amount }],
  date: (value) => texts([value as string]),
  choice: (value) => texts([value as string]),
  multi_choice: (value) => texts(value as readonly string[]),
  yes_no: (value) => texts([value ? 'yes' : 'no']),
  customer: (value) => [{ linked_id: value as string }],
}

const keysOf = (field: CustomField, value: StoredValue | undefined): Key[] =>
  value === undefined ? [] : keys[field.type](value)

const sameKey = (a: Key | undefined, b: Key) =>
  a?.value_text === b.value_text && a?.value_number === b.value_number && a?.linked_id === b.linked_id

type Place = { record_id: string; field_id: string; place: number }

/**
 * What keeps the index of values as the records are: parts of the statement that writes them. `before` must be what is
 * in the record (locked). No part writes anything where no value changed.
 */
export function customParts(
  ctx: Pick<Ctx, 'workspaceId'>,
  fields: readonly CustomField[],
  records: readonly CustomWrite[],
): Insert[] {
  const added: object[] = []
  const removed: Place[] = []
  let replaces = false
  for (const { id: record_id, customerId: customer_id, before = {}, after } of records) {
    if (before === after) continue
    for (const field_id of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const field = fieldWithId(fields, field_id)
      if (!field || before[field_id] === after[field_id]) continue
      const [old, now] = [keysOf(field, before[field_id]), keysOf(field, after[field_id])]
      if (old.length > 0) replaces = true
      now.forEach((key, place) => {
        if (!sameKey(old[place], key))
          added.push({ workspace_id: ctx.workspaceId, record_id, field_id, place, customer_id, ...key })
      })
      for (let place = now.length; place < old.length; place++) removed.push({ record_id, field_id, place })
    }
  }
  const parts: Insert[] = []
  if (removed.length > 0) parts.push(removalOf(ctx, removed))
  if (added.length > 0) parts.push(insertOf('custom_values', columns, added, replaces ? replacing : ''))
  return parts
}

const removalOf = ({ workspaceId }: Pick<Ctx, 'workspaceId'>, places: readonly Place[]): Insert => ({
  rows: places.length,
  values: [
    workspaceId,
    ...(['record_id', 'field_id', 'place'] as const).map((name) => arrayLiteral(places, name)),
  ],
  sql: (first) =>
    `DELETE FROM custom_values v USING unnest($${first + 1}::uuid[], $${first + 2}::uuid[], $${first + 3}::smallint[]) AS r(record_id, field_id, place)
     WHERE v.workspace_id = $${first}::uuid AND v.record_id = r.record_id AND v.field_id = r.field_id AND v.place = r.place`,
})

/** Takes the values of records that are deleted out of the index. Those of a deleted customer go with it. */
export async function forgetCustom(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await ctx.rows('DELETE FROM custom_values WHERE workspace_id = $1 AND record_id = ANY ($2::uuid[])', [
    ctx.workspaceId,
    ids,
  ])
}
