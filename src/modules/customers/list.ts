import type { z } from 'zod'
import { showCustom } from '#capabilities/custom-fields/show.ts'
import type { Ctx } from '#platform/context.ts'
import { decodeCursor, encodeCursor } from '#platform/http/paging.ts'
import type { ListedCustomer, listQuery } from './contract.ts'
import { type CustomValues, customerFields, selectCustom } from './custom.ts'
import { type Asked, type Condition, type Conditions, conditionsOf } from './filter.ts'
import { demandMayAsk } from './hidden-fields.ts'
import { positionAt } from './jump.ts'
import {
  countByStatement,
  countStatement,
  gatherStatement,
  type PageRequest,
  type Statement,
  shortWalkStatement,
  walkStatement,
} from './list-sql.ts'
import { type StoredRow, toRow } from './rows.ts'
import { isPosition, type Order, orderFor, positionOf } from './sorting.ts'
import { type Check, gatherLimit } from './table-size.ts'

export type ListQuery = z.output<typeof listQuery>
export type Count = { value: number; exact: boolean }

/** Counting stops here unless an exact count is asked for; the list shows "1,000+". */
const COUNT_LIMIT = 1000

/**
 * Candidates looked at to count: first some more than the limit, for they may repeat a customer; then, when other
 * conditions leave too few of them, many. What is not counted by then is told as "at least".
 */
const CANDIDATES_COUNTED = [COUNT_LIMIT * 1.5, COUNT_LIMIT * 8]

/** Gathering more than this takes longer than anybody waits for a page. */
const MANY = 40_000

type PageRow = StoredRow & { segment: number | null; gathered?: number; total?: number }

/** Conditions to try as the way in: those with an index, unless the index of the order answers them anyway. */
const driversOf = (conditions: Conditions, order: Order): Condition[] =>
  conditions.all.filter((c) => c.candidates && !c.partial && c.indexedIn !== order.name)

/** Where the slowest of the conditions is checked. Only the order by name has the names in its index. */
function checkIn({ conditions, order }: PageRequest): Check {
  const checks = conditions.all.map((condition) => condition.check ?? 'row')
  if (checks.includes('elsewhere')) return 'elsewhere'
  return order.name === 'name' && checks.every((check) => check === 'key') ? 'key' : 'row'
}

/** Few customers are archived: the values of a field would be walked past for long before a page of them is full. */
function inFewStatuses(conditions: Conditions, order: Order): Conditions {
  const { statuses, all } = conditions
  if (!order.custom || statuses.includes('active')) return conditions
  const some: Condition = {
    where: () => 'true',
    own: true,
    candidates: (sql) =>
      `SELECT id AS customer_id FROM customers WHERE workspace_id = $1 AND status = ANY (${sql.add(statuses)}::text[])`,
  }
  return { ...conditions, all: [...all, some] }
}

type Found<Row> = { rows: (Row & PageRow)[]; total?: number }

/** The page by the first condition that finds few enough; undefined when none does. */
async function gather<Row>(ctx: Ctx, request: PageRequest, limit: number): Promise<Found<Row> | undefined> {
  for (const driver of driversOf(request.conditions, request.order)) {
    const { text, values } = gatherStatement(request, driver, limit)
    const rows = await ctx.rows<Row & PageRow>(text, values)
    if (rows[0]!.gathered! <= limit)
      return { rows: rows.filter((row) => row.segment !== null), total: rows[0]!.total! }
  }
  return undefined
}

/** Gathers few; else walks a while; else gathers many; else walks on. */
async function findPage<Row>(
  ctx: Ctx,
  request: PageRequest,
  meanwhile: () => Promise<Count> | null,
): Promise<Found<Row> & { count: Count | null }> {
  const few = await gatherLimit(ctx, request.take, checkIn(request))
  const gathered = await gather<Row>(ctx, request, few.gathered)
  if (gathered) return { ...gathered, count: null }
  const [found, count] = await Promise.all([walkOrGather<Row>(ctx, request, few.walked), meanwhile()])
  return { ...found, count }
}

async function walkOrGather<Row>(ctx: Ctx, request: PageRequest, most: number): Promise<Found<Row>> {
  const read = async ({ text, values }: Statement) => ctx.rows<Row & PageRow>(text, values)
  if (driversOf(request.conditions, request.order).length > 0) {
    const short = shortWalkStatement(request, most)
    const rows = short ? await read(short) : []
    if (rows.length === request.take) return { rows }
    const many = await gather<Row>(ctx, request, Math.max(MANY, most))
    if (many) return many
  }
  return { rows: await read(walkStatement(request)) }
}

const capped = (n: number, exact: boolean): Count =>
  n > COUNT_LIMIT ? { value: COUNT_LIMIT, exact: false } : { value: n, exact }

/** How many match: all of them, or up to "more than 1,000". */
export async function countMatching(ctx: Ctx, conditions: Conditions, exact: boolean): Promise<Count> {
  const driver = exact ? undefined : conditions.all.find((c) => c.candidates && !c.own)
  if (!driver) return countAll(ctx, conditions, exact)
  let counted: Count = { value: 0, exact: false }
  for (const most of CANDIDATES_COUNTED) {
    const { text, values } = countByStatement(ctx.workspaceId, conditions, driver, most)
    const [row] = await ctx.rows<{ n: number; seen: number }>(text, values)
    if (row!.n > COUNT_LIMIT) return capped(row!.n, false)
    const all = row!.seen < most
    if (all && driver.partial) return countAll(ctx, conditions, false)
    counted = { value: row!.n, exact: all }
    if (all) break
  }
  return counted
}

async function countAll(ctx: Ctx, conditions: Conditions, exact: boolean): Promise<Count> {
  const { text, values } = countStatement(ctx.workspaceId, conditions, exact ? undefined : COUNT_LIMIT + 1)
  const [row] = await ctx.rows<{ n: number }>(text, values)
  return exact ? { value: row!.n, exact: true } : capped(row!.n, true)
}

export const countCustomers = async (ctx: Ctx, asked: Asked, exact = false): Promise<Count> =>
  countMatching(ctx, await conditionsOf(ctx, asked), exact)

const shown = (total: number, count: ListQuery['count']): Count =>
  count === 'exact' ? { value: total, exact: true } : capped(total, true)

/** A page of customers with, where asked for, how many there are in all. */
export async function listCustomers(
  ctx: Ctx,
  { q, filter, sort, count, limit, cursor, offset = 0 }: ListQuery,
): Promise<{ items: ListedCustomer[]; next_cursor: string | null; count: Count | null }> {
  const order = await orderFor(ctx, sort)
  demandMayAsk(ctx.access, {}, order.name)
  const conditions = inFewStatuses(await conditionsOf(ctx, { q, filter }), order)
  const jumps = offset > 0 && cursor === undefined
  const after = jumps
    ? await positionAt(ctx, { workspaceId: ctx.workspaceId, conditions, order }, offset)
    : decodeCursor(cursor, isPosition(order))
  const counting = () => (count === 'none' ? null : countMatching(ctx, conditions, count === 'exact'))
  if (after === null) return { items: [], next_cursor: null, count: await counting() }
  const fields = await customerFields(ctx)
  const extra = fields.length > 0 ? selectCustom('p') : undefined
  const request = { workspaceId: ctx.workspaceId, conditions, order, after, take: limit + 1, extra }
  const { rows, total, count: counted } = await findPage<Partial<CustomValues>>(ctx, request, counting)
  const kept = rows.slice(0, limit)
  return {
    items: kept.map((row) => ({
      ...toRow(ctx.access, row),
      custom: row.custom ? showCustom(ctx, fields, row.custom) : {},
    })),
    next_cursor: rows.length > limit ? encodeCursor(positionAfter(order, kept.at(-1)!)) : null,
    count: count === 'none' ? null : total === undefined ? counted : shown(total, count),
  }
}

const positionAfter = (order: Order, row: PageRow) =>
  positionOf(order, row.segment!, row as Record<string, unknown>)

/**
 * All customers that are asked for, in order, in batches: for exports and for other work on many. `extra` selects
 * further columns of a row `p`. What changes meanwhile may or may not be in it; nobody comes twice.
 */
export async function* streamRows<Row extends object = object>(
  ctx: Ctx,
  asked: Asked,
  sort: string,
  { batch = 2000, extra }: { batch?: number; extra?: string } = {},
): AsyncGenerator<(Row & StoredRow)[]> {
  const order = await orderFor(ctx, sort)
  demandMayAsk(ctx.access, {}, order.name)
  const conditions = inFewStatuses(await conditionsOf(ctx, asked), order)
  let after: PageRequest['after']
  for (;;) {
    const request = { workspaceId: ctx.workspaceId, conditions, order, after, take: batch, extra }
    const { rows } = await findPage<Row>(ctx, request, () => null)
    if (rows.length > 0) yield rows
    if (rows.length < batch) return
    after = positionAfter(order, rows.at(-1)!)
  }
}
