import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { inOrder, sortType, sortValue } from '#capabilities/custom-fields/order.ts'
import { Sql } from '#capabilities/search/sql.ts'
import type { Status } from './draft.ts'
import type { Condition, Conditions } from './filter.ts'
import { selectRow, selectTagsAndGroup } from './rows.ts'
import { behind, type Order, orderBy, type Position, type Segment, sortColumns } from './sorting.ts'

/** A statement ready to run. `$1` is the workspace. */
export type Statement = { text: string; values: unknown[] }

export type PageRequest = {
  workspaceId: string
  conditions: Conditions
  order: Order
  after: Position | undefined
  /** Rows wanted, with the one that tells whether there are more. */
  take: number
  /** Further columns of a row `p`, such as its lists. */
  extra?: string
}

const begin = (workspaceId: string): Sql => {
  const sql = new Sql()
  sql.add(workspaceId)
  return sql
}

const statusIs = (statuses: readonly Status[]) =>
  statuses.length === 1
    ? `c.status = '${statuses[0]}'`
    : `c.status IN (${statuses.map((s) => `'${s}'`).join(', ')})`

const conjunction = (parts: readonly (string | undefined | null)[]) => parts.filter(Boolean).join(' AND ')

const columns = `${selectRow('c')}, ${sortColumns.map((column) => `c.${column}`).join(', ')}, c.workspace_id`

/**
 * The page, in order, from the stretches that `stretch` gives for each segment and the place in the order; of a row `s`
 * its key, or with `whole` all of it.
 */
function page(
  request: PageRequest,
  whole: boolean,
  stretch: (segment: Segment, i: number) => string,
): string {
  const { order, after, take } = request
  const stretches = order.segments.flatMap((segment, i) => {
    if (after && after[1] > i) return []
    const pick = whole ? 's.*' : keyOf(order, segment)
    return `(SELECT ${i} AS segment, row_number() OVER () AS place, ${pick} FROM (${stretch(segment, i)}) s)`
  })
  // PostgreSQL appends one after the other and stops at the limit: a later stretch is not begun when it is not needed.
  return stretches.length === 1
    ? stretches[0]!
    : `(SELECT * FROM (${stretches.join(' UNION ALL ')}) a LIMIT ${take})`
}

/** What a stretch gives of a row `s`. */
const keyOf = ({ custom }: Order, segment: Segment): string =>
  !custom ? 's.id' : `s.id, ${segment.custom ? 's.custom_sort' : `NULL::${sortType(custom)} AS custom_sort`}`

/** The stretch along the values of a custom field, of the customers that fulfil the conditions. */
function customStretch(
  field: CustomField,
  { conditions, order, after }: Pick<PageRequest, 'conditions' | 'order' | 'after'>,
  sql: Sql,
  where: readonly string[],
  take: string | number,
  most?: number,
): string {
  const values = after?.[1] === 0 ? after[2] : undefined
  return inOrder(field, sql, {
    descending: order.segments[0]!.descending,
    ...(values && { after: { value: values[0]!, id: values[1] as string } }),
    take,
    most,
    row: (id) =>
      `SELECT c.id FROM customers c WHERE ${conjunction(['c.workspace_id = $1', `c.id = ${id}`, statusIs(conditions.statuses), ...where])} OFFSET 0`,
  })
}

const dressed = (request: PageRequest) =>
  `p.*, ${selectTagsAndGroup('p')}${request.extra ? `, ${request.extra}` : ''}`

/**
 * Walks the index of the order, one branch for each status (and country) asked for, until the page is full. With
 * conditions only keys are read on the way, so that those on the name are answered within the index.
 */
export function walkStatement(request: PageRequest): Statement {
  const { conditions, order, take } = request
  const sql = begin(request.workspaceId)
  const where = conditions.all.map((condition) => condition.where(sql))
  const slim = where.length > 0 || order.custom !== undefined
  const stretch = (segment: Segment, i: number) => {
    if (segment.custom) return customStretch(segment.custom, request, sql, where, take)
    const after = behind(order, i, request.after, sql)
    const branches = branchesOf(order, conditions, sql).map(
      (branch) => `SELECT ${slim ? keysOf(segment) : columns} FROM customers c
        WHERE ${conjunction(['c.workspace_id = $1', branch, segment.where, after, ...where])}
        ORDER BY ${orderBy(segment)} LIMIT ${take}`,
    )
    if (branches.length === 1) return branches[0]!
    return `SELECT * FROM (${branches.map((branch) => `(${branch})`).join(' UNION ALL ')}) u ORDER BY ${orderBy(segment, 'u')} LIMIT ${take}`
  }
  const found = page(request, !slim, stretch)
  return { text: fromKeys(request, slim ? withRows(order, found) : found), values: sql.values }
}

/**
 * The same, but giving up after `most` rows, which makes a page only if it is full: when matches lie close together
 * (all called Smith, in the order of names) the way to them may be long. Undefined where the order has branches.
 */
export function shortWalkStatement(request: PageRequest, most: number): Statement | undefined {
  const { conditions, order, take, after } = request
  const sql = begin(request.workspaceId)
  const at = after?.[1] ?? 0
  const segment = order.segments[at]!
  if (segment.custom) {
    const own = conditions.all.map((condition) => condition.where(sql))
    const values = customStretch(segment.custom, request, sql, own, take, most)
    const rows = `(SELECT 0 AS segment, row_number() OVER () AS place, s.id, s.custom_sort FROM (${values}) s)`
    return { text: fromKeys(request, withRows(order, rows)), values: sql.values }
  }
  const [branch, ...others] = branchesOf(order, conditions, sql)
  if (others.length > 0) return undefined
  const where = conditions.all.map((condition) => condition.where(sql))
  const begins = conjunction(['c.workspace_id = $1', branch, segment.where, behind(order, at, after, sql)])
  const found = `(SELECT ${at} AS segment, row_number() OVER () AS place, ${keyOf(order, segment)} FROM (
    SELECT ${keysOf(segment)} FROM (SELECT * FROM customers c WHERE ${begins} ORDER BY ${orderBy(segment)} LIMIT ${most}) c
    WHERE ${conjunction(where)} ORDER BY ${orderBy(segment)} LIMIT ${take}) s)`
  return { text: fromKeys(request, withRows(order, found)), values: sql.values }
}

const withRows = ({ custom }: Order, keys: string) =>
  `(SELECT k.segment, k.place, ${custom ? 'k.custom_sort, ' : ''}r.* FROM ${keys} k ${rowOf('k.id')})`
const fromKeys = (request: PageRequest, rows: string) =>
  `WITH page AS MATERIALIZED ${rows} SELECT ${dressed(request)} FROM page p ORDER BY p.segment, p.place`

const keysOf = ({ keys }: Segment): string =>
  [...new Set([...keys.map(({ column }) => `c.${column.split(' ')[0]}`), 'c.id'])].join(', ')

/** A customer by its id, looked up for each row before it. */
const rowOf = (id: string) => `CROSS JOIN LATERAL (
  SELECT ${columns} FROM customers c WHERE c.workspace_id = $1 AND c.id = ${id} OFFSET 0) r`

/**
 * The row before the one that is `offset` rows (at least 1) down the order, with its segment. The rows above it are
 * read as keys only, which the index of the order holds.
 */
export function placeStatement(
  { workspaceId, conditions, order }: Pick<PageRequest, 'workspaceId' | 'conditions' | 'order'>,
  offset: number,
): Statement {
  const sql = begin(workspaceId)
  const where = conditions.all.map((condition) => condition.where(sql))
  const skipped = sql.add(offset)
  const stretches = order.segments.map((segment, i) => {
    const key = order.custom ? keyOf(order, segment) : 's.id'
    if (segment.custom) {
      const values = customStretch(
        segment.custom,
        { conditions, order, after: undefined },
        sql,
        where,
        `${skipped}::bigint`,
      )
      return `(SELECT ${i} AS segment, ${key} FROM (${values}) s)`
    }
    const branches = branchesOf(order, conditions, sql).map(
      (branch) => `(SELECT ${keysOf(segment)} FROM customers c
        WHERE ${conjunction(['c.workspace_id = $1', branch, segment.where, ...where])}
        ORDER BY ${orderBy(segment)} LIMIT ${skipped}::bigint)`,
    )
    return `(SELECT ${i} AS segment, ${key} FROM (${branches.join(' UNION ALL ')}) s
      ORDER BY ${orderBy(segment, 's')} LIMIT ${skipped}::bigint)`
  })
  const text = `SELECT p.segment, ${order.custom ? 'p.custom_sort, ' : ''}${columns}
    FROM (SELECT * FROM (${stretches.join(' UNION ALL ')}) a OFFSET ${skipped}::bigint - 1 LIMIT 1) p
    JOIN customers c ON c.workspace_id = $1 AND c.id = p.id`
  return { text, values: sql.values }
}

const MOST_BRANCHES = 12

function branchesOf(order: Order, { statuses, countries }: Conditions, sql: Sql): string[] {
  // Their indexes are not led by the status.
  if (order.name === 'number' || order.name === 'vat_number') return [statusIs(statuses)]
  const each = statuses.map((status) => `c.status = '${status}'`)
  if (order.name !== 'name' || !countries || each.length * countries.length > MOST_BRANCHES) return each
  return each.flatMap((status) =>
    countries.map(
      (code) => `${status} AND ${code === null ? 'c.country IS NULL' : `c.country = ${sql.add(code)}`}`,
    ),
  )
}

/**
 * Gathers the customers that one condition finds by its index, if they are at most `most`, checks the rest of the
 * conditions on them, sorts and cuts. One row at least comes back, with `gathered` (more than `most`: give up, there is
 * no page) and `total` (all that match).
 */
export function gatherStatement(request: PageRequest, driver: Condition, most: number): Statement {
  const { conditions, take } = request
  const sql = begin(request.workspaceId)
  const found = driver.candidates!(sql)
  const where = conjunction([
    statusIs(conditions.statuses),
    ...conditions.all.map((condition) => condition.where(sql)),
  ])
  const stretch = (segment: Segment, i: number) => {
    const all = conjunction([segment.where, behind(request.order, i, request.after, sql)])
    return `SELECT * FROM matched c ${all && `WHERE ${all}`} ORDER BY ${orderBy(segment)} LIMIT ${take}`
  }
  const { custom } = request.order
  const sorted = custom ? `, ${sortValue(custom, sql, 'c')} AS custom_sort` : ''
  const text = `
    WITH found AS MATERIALIZED (SELECT customer_id FROM (${found}) f LIMIT ${most + 1}),
    matched AS MATERIALIZED (SELECT ${columns}${sorted} FROM customers c
      WHERE c.workspace_id = $1 AND ${where}
        AND c.id = ANY (ARRAY(SELECT customer_id FROM found WHERE (SELECT count(*) FROM found) <= ${most}))),
    page AS MATERIALIZED ${page(request, true, stretch)}
    SELECT t.*, ${dressed(request)}
      FROM (SELECT (SELECT count(*) FROM found) AS gathered, (SELECT count(*) FROM matched) AS total) t
      LEFT JOIN page p ON true ORDER BY p.segment, p.place`
  return { text, values: sql.values }
}

/** A condition for counting all: what stands in another table is found there at once, not looked up for each row. */
function asSet(condition: Condition, sql: Sql): string {
  if (condition.check !== 'elsewhere' || !condition.candidates || condition.partial)
    return condition.where(sql)
  const among = `c.id IN (SELECT customer_id FROM (${condition.candidates(sql)}) f)`
  return condition.exactly ? among : `(${among} AND ${condition.where(sql)})`
}

/** Counts matching customers, at most `most`; undefined for all of them. Column: `n`. */
export function countStatement(
  workspaceId: string,
  conditions: Conditions,
  most: number | undefined,
): Statement {
  const sql = begin(workspaceId)
  const where = conjunction([
    'c.workspace_id = $1',
    statusIs(conditions.statuses),
    ...conditions.all.map((condition) => (most === undefined ? asSet(condition, sql) : condition.where(sql))),
  ])
  const text = `SELECT count(*) AS n FROM (SELECT 1 FROM customers c WHERE ${where} ${most === undefined ? '' : `LIMIT ${most}`}) s`
  return { text, values: sql.values }
}

/**
 * Counts by the candidates of a condition, at most `most` of them, which may repeat a customer. Columns: `n` customers
 * among `seen` candidates.
 */
export function countByStatement(
  workspaceId: string,
  conditions: Conditions,
  driver: Condition,
  most: number,
): Statement {
  const sql = begin(workspaceId)
  const found = driver.candidates!(sql)
  const where = conjunction([
    statusIs(conditions.statuses),
    ...conditions.all.map((condition) => condition.where(sql)),
  ])
  const text = `WITH found AS MATERIALIZED (SELECT customer_id FROM (${found}) f LIMIT ${most})
    SELECT count(*) AS n, (SELECT count(*) FROM found) AS seen FROM customers c
    WHERE c.workspace_id = $1 AND ${where} AND c.id = ANY (ARRAY(SELECT customer_id FROM found))`
  return { text, values: sql.values }
}
