import type { z } from 'zod'
import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { inOrder, sortsLast, sortType, sortValue } from '#capabilities/custom-fields/order.ts'
import { Sql } from '#capabilities/search/sql.ts'
import type { Ctx } from '#platform/context.ts'
import { decodeCursor, encodeCursor, isId } from '#platform/http/paging.ts'
import type { recordQuery } from './contract.ts'
import { fieldsOfType } from './fields.ts'
import {
  filterConditions,
  orderOf,
  type RecordCondition,
  type RecordOrder,
  searchCondition,
} from './list-filter.ts'
import { recordColumns, recordTables, type StoredRecord, shownRecord } from './record-queries.ts'
import type { CustomRecord, RecordType } from './shapes.ts'
import { findTypeFor } from './type-queries.ts'

type RecordQuery = z.output<typeof recordQuery>
type Count = { value: number; exact: boolean }

/** Counting stops here unless an exact count is asked for; the list shows "1,000+". */
const COUNT_LIMIT = 1000

/** Behind which record a page begins, with the value by which it was sorted; null: it has none. */
type Place = [value: string | number | null, id: string]
const isPlace =
  ({ field }: RecordOrder) =>
  (values: unknown): values is Place => {
    if (!Array.isArray(values) || values.length !== 2 || !isId(values[1])) return false
    const [value] = values
    if (value === null) return true
    return field !== null && (typeof value === 'string' || Number.isFinite(value))
  }

type Row = StoredRecord & { custom_sort?: string | number | null }
type Asked = {
  ctx: Ctx
  type: RecordType
  conditions: readonly RecordCondition[]
  order: RecordOrder
  after: Place | undefined
  take: number
}

/** All that is asked of `r`; `$1` is the workspace, `$2` the type. */
const wanted = (sql: Sql, conditions: readonly RecordCondition[]) =>
  ['r.workspace_id = $1', 'r.type_id = $2', ...conditions.map(({ where }) => where(sql))].join(' AND ')

const begin = ({ ctx, type }: Pick<Asked, 'ctx' | 'type'>): Sql => {
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  sql.add(type.id)
  return sql
}

/** Records with a value, along the index of the field. */
function byValue(asked: Asked, field: CustomField): Promise<Row[]> {
  const { conditions, order, after, take } = asked
  const sql = begin(asked)
  const row = (id: string) =>
    // Fenced: PostgreSQL would else sort all records for a page of fifty.
    `SELECT ${recordColumns} FROM ${recordTables} WHERE r.id = ${id} AND ${wanted(sql, conditions)} OFFSET 0`
  const behind = after && { value: after[0]!, id: after[1] }
  const text = inOrder(field, sql, { descending: order.descending, after: behind, take, row })
  return asked.ctx.rows<Row>(text, sql.values)
}

/** Records in the order in which they were made; with `field` only those without a value of it. */
function byAge(asked: Asked, field: CustomField | null, after: string | undefined): Promise<Row[]> {
  const { conditions, order, take } = asked
  const sql = begin(asked)
  const direction = order.descending ? 'DESC' : 'ASC'
  const where = [wanted(sql, conditions)]
  if (field) where.push(sortsLast(field, 'r'))
  if (after) where.push(`r.id ${order.descending ? '<' : '>'} ${sql.add(after)}::uuid`)
  return asked.ctx.rows<Row>(
    `SELECT ${recordColumns} FROM ${recordTables} WHERE ${where.join(' AND ')} ORDER BY r.id ${direction} LIMIT ${take}`,
    sql.values,
  )
}

/** A page: those with a value first, whichever way they are sorted, then those without. */
async function walk(asked: Asked): Promise<Row[]> {
  const { order, after, take } = asked
  if (!order.field) return byAge(asked, null, after?.[1])
  const valued = after && after[0] === null ? [] : await byValue(asked, order.field)
  if (valued.length === take) return valued
  const rest = { ...asked, take: take - valued.length }
  return [...valued, ...(await byAge(rest, order.field, after?.[0] === null ? after[1] : undefined))]
}

/** Few enough to be looked at one by one, whatever the order. */
const FEW = 2000

/** The conditions with the ids of those records that the first of them finds, where an index finds few. */
async function narrowed(
  ctx: Ctx,
  type: RecordType,
  conditions: readonly RecordCondition[],
): Promise<{ ids: string[]; rest: RecordCondition[] } | undefined> {
  for (const condition of conditions) {
    if (!condition.candidates) continue
    const sql = begin({ ctx, type })
    // The second parameter is named, so that its type is known where no candidate asks for it.
    const found = await ctx.rows<{ record_id: string }>(
      `SELECT DISTINCT f.record_id FROM (SELECT record_id FROM (${condition.candidates(sql)}) c
       WHERE $2::uuid IS NOT NULL LIMIT ${FEW + 1}) f`,
      sql.values,
    )
    if (found.length <= FEW)
      return {
        ids: found.map(({ record_id }) => record_id),
        rest: conditions.filter((one) => one !== condition),
      }
  }
  return undefined
}

/** A page out of some records, in any order. */
function among(asked: Asked, ids: readonly string[]): Promise<Row[]> {
  const { ctx, conditions, order, after, take } = asked
  const sql = begin(asked)
  const { field, descending } = order
  const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>']
  const value = field ? sortValue(field, sql, 'r') : 'NULL::text'
  const where = [`r.id = ANY (${sql.add(ids)}::uuid[])`, wanted(sql, conditions)]
  const behind: string[] = []
  if (after) {
    const id = sql.add(after[1])
    behind.push(
      !field || after[0] === null
        ? `(p.custom_sort IS NULL AND p.id ${beyond} ${id}::uuid)`
        : `(p.custom_sort IS NULL OR (p.custom_sort, p.id) ${beyond} (${sql.add(after[0])}::${sortType(field)}, ${id}::uuid))`,
    )
  }
  return ctx.rows<Row>(
    `SELECT p.* FROM (SELECT ${recordColumns}, ${value} AS custom_sort FROM ${recordTables}
       WHERE ${where.join(' AND ')} OFFSET 0) p
     ${behind.length > 0 ? `WHERE ${behind[0]}` : ''}
     ORDER BY p.custom_sort ${direction} NULLS LAST, p.id ${direction} LIMIT ${take}`,
    sql.values,
  )
}

async function countRecords(
  ctx: Ctx,
  type: RecordType,
  conditions: readonly RecordCondition[],
  { ids, exact }: { ids: readonly string[] | undefined; exact: boolean },
): Promise<Count> {
  const sql = begin({ ctx, type })
  const few = ids ? `AND r.id = ANY (${sql.add(ids)}::uuid[])` : ''
  const matching = `SELECT 1 FROM custom_records r WHERE ${wanted(sql, conditions)} ${few}`
  const [row] = await ctx.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM (${matching} ${exact ? '' : `LIMIT ${COUNT_LIMIT + 1}`}) m`,
    sql.values,
  )
  const { n } = row!
  return exact || n <= COUNT_LIMIT ? { value: n, exact: true } : { value: COUNT_LIMIT, exact: false }
}

/** A page of the records of a type with, where asked for, how many there are in all. */
export async function listRecords(
  ctx: Ctx,
  typeName: string,
  { q, filter, sort, count, limit, cursor }: RecordQuery,
): Promise<{ items: CustomRecord[]; next_cursor: string | null; count: Count | null }> {
  const type = await findTypeFor(ctx, typeName, 'read')
  const fields = await fieldsOfType(ctx, type)
  const order = orderOf(ctx.access, type, fields, sort)
  const conditions = [
    ...filterConditions(ctx.access, fields, filter),
    ...searchCondition(ctx.access, type, fields, q),
  ]
  const after = decodeCursor(cursor, isPlace(order))
  const few = await narrowed(ctx, type, conditions)
  const asked = { ctx, type, conditions: few?.rest ?? conditions, order, after, take: limit + 1 }
  const [rows, counted] = await Promise.all([
    few ? among(asked, few.ids) : walk(asked),
    count === 'none'
      ? null
      : countRecords(ctx, type, asked.conditions, { ids: few?.ids, exact: count === 'exact' }),
  ])
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return {
    items: kept.map(({ custom_sort: _, ...stored }) => shownRecord(ctx, { stored, type, fields })),
    next_cursor: rows.length > limit && last ? encodeCursor([last.custom_sort ?? null, last.id]) : null,
    count: counted,
  }
}
