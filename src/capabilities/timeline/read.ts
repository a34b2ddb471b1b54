import type { Language } from '#capabilities/declaration/define-module.ts'
import type { Registry } from '#capabilities/declaration/registry.ts'
import { withoutSort } from '#capabilities/declaration/sorts.ts'
import type { Actor, Ctx } from '#platform/context.ts'
import { cutPage, decodeCursor, isId } from '#platform/http/paging.ts'
import { actorName, actorOf } from './actor-name.ts'
import { hiddenKinds, visibleSorts } from './hidden-kinds.ts'

export type TimelineEntry = {
  id: string
  at: string
  event: string
  /** The part of the event's name before the dot: customer, note, task, … */
  kind: string
  text: string
  actor: Actor
  subject_id: string | null
  payload: Record<string, unknown>
}

export type TimelineQuery = {
  /** Only these kinds. */
  kinds?: readonly string[]
  /** First and last day, `YYYY-MM-DD`, UTC. */
  from?: string
  to?: string
  language: string
  limit: number
  cursor?: string
}

type Row = Omit<TimelineEntry, 'kind' | 'text' | 'actor'> & {
  actor_kind: Actor['kind']
  actor_id: string | null
  actor_name: string | null
}

/** The part of an event's name before the dot, without the sort. */
const kindOf = `split_part(split_part(e.event, '.', 1), ':', 1)`

/** What happened to a customer, newest first; ids are UUIDv7, so their order is that of time. */
export async function readTimeline(
  ctx: Ctx,
  registry: Registry,
  customerId: string,
  query: TimelineQuery,
): Promise<{ items: TimelineEntry[]; next_cursor: string | null }> {
  const values: unknown[] = [ctx.workspaceId, customerId, query.limit + 1]
  const where: string[] = []
  const add = (condition: (parameter: string) => string, value: unknown) =>
    where.push(condition(`$${values.push(value)}`))
  const hidden = hiddenKinds(ctx, registry)
  const { kinds, visible } = await visibleSorts(ctx, registry)
  if (query.kinds?.length) add((p) => `${kindOf} = ANY (${p})`, query.kinds)
  if (hidden.length > 0) add((p) => `${kindOf} <> ALL (${p})`, hidden)
  if (kinds.length > 0) {
    const [sorted, seen] = [values.push(kinds), values.push(visible)]
    where.push(`(${kindOf} <> ALL ($${sorted}) OR split_part(e.event, '.', 1) = ANY ($${seen}))`)
  }
  if (query.from) add((p) => `e.at >= ${p}::date`, query.from)
  if (query.to) add((p) => `e.at < ${p}::date + 1`, query.to)
  const after = decodeCursor(query.cursor, isId)
  if (after) add((p) => `e.id < ${p}`, after)
  const found = await ctx.rows<Row>(
    `SELECT e.id, e.at, e.event, e.actor_kind, e.actor_id, e.subject_id, e.payload,
            ${actorName('e')} AS actor_name
     FROM timeline_entries e
     WHERE e.workspace_id = $1 AND e.customer_id = $2 ${where.map((condition) => `AND ${condition}`).join(' ')}
     ORDER BY e.id DESC LIMIT $3`,
    values,
    // What every record page asks for keeps its plan; with filters it depends on them.
    where.length === 0 ? 'timeline-newest' : undefined,
  )
  const { rows, next_cursor } = cutPage(found, query.limit, (row) => row.id)
  const names = await namesIn(ctx, registry, rows)
  return { items: rows.map((row) => inWords(registry, row, names, query.language)), next_cursor }
}

/** The fields of an entry that name another customer. */
const namings = (registry: Registry, { event }: Row): string[] =>
  Object.entries(registry.event(event)?.payload ?? {}).flatMap(([field, holds]) =>
    holds === 'customer' ? [field] : [],
  )

/** The names of other customers in some entries, by id: an entry keeps only who it was, so nobody's name stays in it. */
async function namesIn(ctx: Ctx, registry: Registry, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => namings(registry, row).map((field) => row.payload[field]))
  if (ids.length === 0) return new Map()
  const found = await ctx.rows<{ id: string; name: string }>(
    `SELECT c.id, CASE c.kind WHEN 'organisation' THEN c.company_name ELSE concat_ws(' ', c.first_name, c.last_name) END AS name
     FROM customers c WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[])`,
    [ctx.workspaceId, [...new Set(ids)]],
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}

function inWords(
  registry: Registry,
  { actor_kind, actor_id, actor_name, ...row }: Row,
  names: ReadonlyMap<string, string>,
  language: string,
): TimelineEntry {
  const payload = { ...row.payload }
  for (const field of namings(registry, { ...row, actor_kind, actor_id, actor_name }))
    payload[field] = names.get(payload[field] as string) ?? null
  const words = registry.event(row.event)?.words
  const say = words?.[language as Language] ?? words?.en
  return {
    ...row,
    kind: withoutSort(row.event).split('.')[0]!,
    text: say ? say(payload) : row.event,
    actor: actorOf({ actor_kind, actor_id, actor_name }),
  }
}
