import type { Sql } from '#capabilities/search/sql.ts'
import { isCountry } from '#lib/identifiers/country.ts'
import type { Ctx } from '#platform/context.ts'
import { type FieldError, invalid } from '#platform/errors.ts'
import { anyCondition } from './any-condition.ts'
import { type CustomerFilter, kinds, sources, statuses } from './contract.ts'
import { customConditions } from './custom-conditions.ts'
import type { Status } from './draft.ts'
import { emailCondition } from './email-condition.ts'
import { demandMayAsk } from './hidden-fields.ts'
import { workspacePlace } from './surroundings.ts'
import { type Condition, never, phoneCondition, vatCondition, wordsCondition } from './text-conditions.ts'
import { tagKey } from './validation-lists.ts'

export type { Condition } from './text-conditions.ts'

/** What a list is asked for, ready to become SQL. */
export type Conditions = {
  statuses: readonly Status[]
  /** The countries asked for (null: blank), for orders that an index begins with. */
  countries: readonly (string | null)[] | undefined
  all: Condition[]
}

export type Asked = { q?: string; filter: CustomerFilter; ids?: readonly string[] }

const split = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

function chosen<T extends string>(
  text: string,
  known: readonly T[],
  name: string,
  errors: FieldError[],
): T[] {
  const parts = split(text)
  const unknown = parts.find((part) => !(known as readonly string[]).includes(part))
  if (unknown !== undefined) {
    const message = `filter[${name}]: "${unknown}" is not one of ${known.join(', ')}.`
    errors.push({ pointer: `/filter/${name}`, code: 'filter.unknown_value', message })
  }
  return parts as T[]
}

function chosenIds(text: string, name: string, errors: FieldError[]): { ids: string[]; none: boolean } {
  const parts = split(text)
  const ids = parts.filter((part) => part !== 'none')
  if (!ids.every((part) => uuid.test(part))) {
    errors.push({
      pointer: `/filter/${name}`,
      code: 'filter.unknown_value',
      message: `filter[${name}]: give ids, or "none".`,
    })
  }
  return { ids, none: parts.includes('none') }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

// One value is compared by "=": an index then also gives its order.
const equals =
  (column: string, type: string, values: readonly unknown[], none = false) =>
  (sql: Sql) => {
    const any =
      values.length === 1
        ? `c.${column} = ${sql.add(values[0])}::${type}`
        : `c.${column} = ANY (${sql.add(values)}::${type}[])`
    return none ? `(${any} OR c.${column} IS NULL)` : any
  }

async function tagCondition(ctx: Ctx, text: string): Promise<Condition> {
  const parts = split(text)
  const found = await ctx.rows<{ id: string }>(
    'SELECT id FROM tags WHERE workspace_id = $1 AND (id = ANY ($2::uuid[]) OR name_key = ANY ($3))',
    [ctx.workspaceId, parts.filter((part) => uuid.test(part)), parts.map(tagKey)],
  )
  if (found.length === 0) return never
  const ids = found.map((tag) => tag.id)
  return {
    check: 'elsewhere',
    exactly: true,
    where: (sql) =>
      `EXISTS (SELECT 1 FROM customer_tags ft WHERE ft.workspace_id = c.workspace_id AND ft.customer_id = c.id
         AND ft.tag_id = ANY (${sql.add(ids)}::uuid[]) OFFSET 0)`,
    candidates: (sql) =>
      `SELECT customer_id FROM customer_tags WHERE workspace_id = $1 AND tag_id = ANY (${sql.add(ids)}::uuid[])`,
  }
}

/** Days begin where the workspace is. */
async function createdCondition(ctx: Ctx, { created_from, created_to }: CustomerFilter): Promise<Condition> {
  const { time_zone } = await workspacePlace(ctx)
  const range = (column: string) => (sql: Sql) => {
    const zone = sql.add(time_zone)
    const parts = []
    if (created_from) parts.push(`${column} >= ${sql.add(created_from)}::timestamp AT TIME ZONE ${zone}`)
    if (created_to)
      parts.push(`${column} < (${sql.add(created_to)}::date + 1)::timestamp AT TIME ZONE ${zone}`)
    return parts.join(' AND ')
  }
  const inAnyStatus = `status IN ('active', 'inactive', 'archived')`
  return {
    where: range('c.created_at'),
    own: true,
    indexedIn: 'created_at',
    candidates: (sql) =>
      `SELECT id AS customer_id FROM customers WHERE workspace_id = $1 AND ${inAnyStatus} AND ${range('created_at')(sql)}`,
  }
}

async function segmentConditions(ctx: Ctx, id: string): Promise<Condition[]> {
  const [segment] = await ctx.rows<{ filter: CustomerFilter }>(
    'SELECT filter FROM segments WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, id],
  )
  if (!segment) return [never]
  // A segment names no other one: that is refused when it is saved.
  const { segment: _, status, ...filter } = segment.filter
  const { all, statuses } = await conditionsOf(ctx, { filter: { ...filter, status: status ?? 'all' } })
  return status ? [...all, { where: equals('status', 'text', statuses) }] : all
}

function statusesOf(text: string | undefined, errors: FieldError[]): readonly Status[] {
  if (text === undefined) return ['active']
  return text === 'all' ? statuses : [...new Set(chosen(text, statuses, 'status', errors))]
}

function countriesOf(text: string | undefined, errors: FieldError[]): (string | null)[] | undefined {
  if (text === undefined) return undefined
  const codes = split(text).map((part) => (part === 'none' ? null : part.toUpperCase()))
  const unknown = codes.find((code) => code !== null && !isCountry(code))
  if (unknown) {
    const message = `filter[country]: "${unknown}" is not an ISO 3166 code.`
    errors.push({ pointer: '/filter/country', code: 'filter.unknown_value', message })
  }
  return [...new Set(codes)]
}

function plainConditions(
  filter: CustomerFilter,
  countries: (string | null)[] | undefined,
  errors: FieldError[],
): Condition[] {
  const all: Condition[] = []
  if (filter.kind) all.push({ where: equals('kind', 'text', chosen(filter.kind, kinds, 'kind', errors)) })
  if (filter.source)
    all.push({ where: equals('source', 'text', chosen(filter.source, sources, 'source', errors)) })
  if (countries) {
    const codes = countries.filter((code) => code !== null)
    all.push({
      where: equals('country', 'text', codes, countries.includes(null)),
      own: true,
      indexedIn: 'name',
      candidates: countries.includes(null)
        ? undefined
        : (sql) => `SELECT id AS customer_id FROM customers WHERE workspace_id = $1
             AND status IN ('active', 'inactive', 'archived') AND country = ANY (${sql.add(codes)}::text[])`,
    })
  }
  if (filter.group) {
    const { ids, none } = chosenIds(filter.group, 'group', errors)
    all.push({
      where: equals('group_id', 'uuid', ids, none),
      own: true,
      indexedIn: ids.length === 1 ? 'name' : undefined,
      candidates: none
        ? undefined
        : (sql) =>
            `SELECT id AS customer_id FROM customers WHERE workspace_id = $1 AND group_id = ANY (${sql.add(ids)}::uuid[])`,
    })
  }
  return all
}

/** Reads a filter; everything wrong with it is told at once. Text conditions come first: they find the fewest. */
export async function conditionsOf(ctx: Ctx, { q, filter, ids }: Asked): Promise<Conditions> {
  demandMayAsk(ctx.access, filter)
  const errors: FieldError[] = []
  const statuses = statusesOf(filter.status, errors)
  const countries = countriesOf(filter.country, errors)
  const plain = plainConditions(filter, countries, errors)
  const custom = await customConditions(ctx, filter, errors)
  if (errors.length > 0) throw invalid('filter.invalid', errors)
  const all: Condition[] = []
  if (ids)
    all.push({
      where: equals('id', 'uuid', ids),
      candidates: (sql) => `SELECT unnest(${sql.add(ids)}::uuid[]) AS customer_id`,
    })
  if (filter.vat_number?.trim()) all.push(vatCondition(filter.vat_number))
  if (filter.phone?.trim()) all.push(phoneCondition(filter.phone, (await workspacePlace(ctx)).country))
  if (filter.email?.trim()) all.push(await emailCondition(ctx, filter.email))
  if (filter.name?.trim()) all.push(await wordsCondition(ctx, filter.name, ['c.sort_name'], ['n', 'c']))
  if (filter.company?.trim()) all.push(await wordsCondition(ctx, filter.company, ['c.sort_company'], ['c']))
  if (q?.trim()) all.push(await anyCondition(ctx, q))
  if (filter.tag) all.push(await tagCondition(ctx, filter.tag))
  all.push(...custom)
  if (filter.segment) all.push(...(await segmentConditions(ctx, filter.segment)))
  if (filter.created_from || filter.created_to) all.push(await createdCondition(ctx, filter))
  return { statuses, countries, all: [...all, ...plain] }
}
