import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { isSortable, sortsLast, sortType } from '#capabilities/custom-fields/order.ts'
import type { Sql } from '#capabilities/search/sql.ts'
import type { Ctx } from '#platform/context.ts'
import { invalid } from '#platform/errors.ts'
import { isId, isTime } from '#platform/http/paging.ts'
import { sorts } from './contract.ts'
import { customSort } from './custom-conditions.ts'

type Key = { column: string; type: 'text' | 'uuid' | 'bigint' | 'timestamptz' | 'numeric' | 'integer' }
export type SortName = (typeof sorts)[number]

/**
 * A stretch of an order in which an index can be walked. Orders by a column that may be blank have two:
 * the filled ones, then, in either direction, the blank ones by name. `custom`: along the values of that field, whose
 * column is `custom_sort`.
 */
export type Segment = {
  keys: readonly Key[]
  descending: boolean
  where: string | undefined
  custom?: CustomField
}

export type Order = {
  /** As in the request: `name`, `-created_at`. */
  text: string
  name: SortName | 'custom'
  /** By a custom field. */
  custom?: CustomField
  segments: readonly Segment[]
}

const id: Key = { column: 'id', type: 'uuid' }
const name: Key = { column: 'sort_name', type: 'text' }
const byName: readonly Key[] = [name, id]

const orders: Record<SortName, { keys: readonly Key[]; blank?: string }> = {
  name: { keys: byName },
  number: { keys: [{ column: 'number', type: 'bigint' }] },
  created_at: { keys: [{ column: 'created_at', type: 'timestamptz' }, id] },
  country: { keys: [{ column: 'country', type: 'text' }, name, id], blank: 'country' },
  company: { keys: [{ column: 'sort_company', type: 'text' }, id], blank: 'sort_company' },
  email: { keys: [{ column: 'sort_email', type: 'text' }, id], blank: 'sort_email' },
  vat_number: { keys: [{ column: 'vat_number COLLATE "C"', type: 'text' }, id], blank: 'vat_number' },
}

/** Columns by which any order may go, beside those of a row. */
export const sortColumns = ['sort_name', 'sort_company', 'sort_email']

function refuseSort(message: string): never {
  throw invalid('sort.unknown', [{ pointer: '/sort', code: 'sort.unknown', message }])
}

/** The order of a custom field: by its values, those without one last, by name. */
function customOrder(text: string, custom: CustomField): Order {
  if (!isSortable(custom)) refuseSort(`sort: lists cannot be sorted by ${custom.label}.`)
  const keys: readonly Key[] = [{ column: 'custom_sort', type: sortType(custom) }, id]
  const descending = text.startsWith('-')
  return {
    text,
    name: 'custom',
    custom,
    segments: [
      { keys, descending, where: 'c.custom_sort IS NOT NULL', custom },
      { keys: byName, descending: false, where: sortsLast(custom, 'c') },
    ],
  }
}

export async function orderFor(ctx: Ctx, text: string): Promise<Order> {
  const custom = await customSort(ctx, text.replace(/^-/, ''))
  return custom ? customOrder(text, custom) : orderOf(text)
}

function orderOf(text: string): Order {
  const descending = text.startsWith('-')
  const name = text.slice(descending ? 1 : 0) as SortName
  const order = Object.hasOwn(orders, name) ? orders[name] : undefined
  if (!order)
    return refuseSort(`sort: one of ${sorts.join(', ')}, or custom.<key>, with "-" in front for the reverse.`)
  const { keys, blank } = order
  const segments: Segment[] = [{ keys, descending, where: blank && `c.${blank} IS NOT NULL` }]
  if (blank) segments.push({ keys: byName, descending: false, where: `c.${blank} IS NULL` })
  return { text, name, segments }
}

export const orderBy = ({ keys, descending }: Segment, alias = 'c'): string =>
  keys.map(({ column }) => `${alias}.${column}${descending ? ' DESC' : ''}`).join(', ')

/** Where a page ended: the order, the segment, and the values of its keys in the last row. */
export type Position = [order: string, segment: number, values: (string | number)[]]

export const isPosition =
  (order: Order) =>
  (value: unknown): value is Position => {
    if (!Array.isArray(value) || value.length !== 3 || value[0] !== order.text) return false
    const keys = order.segments[value[1] as number]?.keys
    const values: unknown = value[2]
    return (
      Array.isArray(values) && values.length === keys?.length && values.every((v, i) => fits(v, keys[i]!))
    )
  }

/** Cursors come back from callers: a value that PostgreSQL could not read is refused before it is asked. */
function fits(value: unknown, { type }: Key): boolean {
  if (type === 'integer') return Number.isSafeInteger(value) && Math.abs(value as number) < 2 ** 31
  if (type === 'numeric') return /^-?\d{1,16}(\.\d{1,16})?$/.test(String(value))
  if (type === 'bigint') return Number.isSafeInteger(value)
  if (typeof value !== 'string' || value.includes('\0') || !value.isWellFormed()) return false
  if (type === 'uuid') return isId(value)
  return type !== 'timestamptz' || isTime(value)
}

export const positionOf = (order: Order, segment: number, row: Record<string, unknown>): Position => [
  order.text,
  segment,
  order.segments[segment]!.keys.map(({ column }) => row[column.split(' ')[0]!] as string | number),
]

/** The condition "behind the position", for a segment; undefined when all of it is. */
export function behind(
  order: Order,
  segment: number,
  position: Position | undefined,
  sql: Sql,
): string | undefined {
  if (!position || position[1] !== segment) return undefined
  const { keys, descending } = order.segments[segment]!
  const columns = keys.map(({ column }) => `c.${column}`).join(', ')
  const values = keys.map(({ type }, i) => `${sql.add(position[2][i])}::${type}`).join(', ')
  return `(${columns}) ${descending ? '<' : '>'} (${values})`
}
