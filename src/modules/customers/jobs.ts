import { type FieldChanges, historyPart } from '#capabilities/history/record.ts'
import { Sql } from '#capabilities/search/sql.ts'
import { advanceJob, findJob, workOn } from '#modules/jobs/job.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, type Principal, readContext } from '#platform/context.ts'
import { type DomainEvent, emitAll } from '#platform/events/events.ts'
import type { JobHandlers } from '#platform/jobs/jobs.ts'
import { bulkTask, selectionConditions, selectionWhere } from './bulk.ts'
import { type Prepared, prepare, rulesOf } from './bulk-rules.ts'
import type { BulkAction, Selection } from './contract.ts'
import type { Status } from './draft.ts'
import type { Conditions } from './filter.ts'
import { customerChanged } from './history-values.ts'
import { transitionBetween, transitions } from './lifecycle-rules.ts'
import type { Tag } from './tag-names.ts'

const BATCH = 1000

/** How far a bulk action is; kept with the job in the transaction of each batch. */
type Reached = {
  after: string | null
  changed: number
  unchanged: number
  refused: number
  reasons: Record<string, number>
}
type Candidate = {
  id: string
  status: Status
  version: number
  group: { id: string; name: string } | null
  changing: boolean
  refused: boolean
}
type Work = { app: App; principal: Principal; jobId: string; conditions: Conditions; prepared: Prepared }

/** The group that somebody leaves; asked for only where the action is about it. */
const groupOf = ({ action }: Prepared) =>
  action.type === 'set-group'
    ? `(SELECT json_build_object('id', g.id, 'name', g.name) FROM customer_groups g WHERE g.workspace_id = c.workspace_id AND g.id = c.group_id)`
    : 'NULL'

/** The next customers by id, locked. Customers added after the job was asked for have later ids and stay out. */
async function nextBatch(
  ctx: Ctx,
  { conditions, prepared, jobId }: Work,
  after: string | null,
): Promise<Candidate[]> {
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  const rules = rulesOf(prepared)
  const behind = after === null ? '' : `AND c.id > ${sql.add(after)}`
  return ctx.rows<Candidate>(
    `SELECT c.id, c.status, c.version, ${groupOf(prepared)} AS "group", ${rules.changing(sql)} AS changing, ${rules.refused} AS refused FROM customers c
     WHERE ${selectionWhere(conditions, sql)} AND c.id < ${sql.add(jobId)} ${behind}
     ORDER BY c.id LIMIT ${BATCH} FOR UPDATE OF c`,
    sql.values,
  )
}

const touch = (sets: string) =>
  `UPDATE customers SET ${sets}${sets && ', '}updated_at = $3, version = version + 1 WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`

type Tagging = { customer_id: string; tag_id: string }

/** The tags that came or went, of each customer. */
function tagsByCustomer(tags: readonly Tag[], rows: readonly Tagging[]): Map<string, Tag[]> {
  const byId = new Map(tags.map(({ id, name }) => [id, { id, name }]))
  const found = new Map<string, Tag[]>()
  for (const { customer_id, tag_id } of rows) {
    const known = found.get(customer_id)
    if (known) known.push(byId.get(tag_id)!)
    else found.set(customer_id, [byId.get(tag_id)!])
  }
  return found
}

/** Changes some customers at once, and says of each what happened. */
async function apply(
  ctx: Ctx,
  { action, tags, group }: Prepared,
  customers: readonly Candidate[],
): Promise<void> {
  const ids = customers.map((customer) => customer.id)
  const basic = [ctx.workspaceId, ids, ctx.now]
  const tagIds = tags.map((tag) => tag.id)
  const say = (name: string, payload: (customer: Candidate) => Record<string, unknown>): DomainEvent[] =>
    customers.map((customer) => ({ name, customerId: customer.id, payload: payload(customer) }))
  const names = tags.map((tag) => tag.name)
  const keep = (changes: (customer: Candidate) => FieldChanges) => [
    historyPart(
      ctx,
      customers.map((customer) => customerChanged(customer.id, customer.version + 1, changes(customer))),
    ),
  ]
  if (action.type === 'add-tags') {
    const added = await ctx.rows<Tagging>(
      `INSERT INTO customer_tags (workspace_id, customer_id, tag_id)
       SELECT $1, c, t FROM unnest($2::uuid[]) AS c CROSS JOIN unnest($3::uuid[]) AS t ON CONFLICT DO NOTHING
       RETURNING customer_id, tag_id`,
      [ctx.workspaceId, ids, tagIds],
    )
    await ctx.rows(touch(''), basic)
    const came = tagsByCustomer(tags, added)
    return emitAll(
      ctx,
      say('customer.tags_added', () => ({ tags: names })),
      keep(({ id }) => ({ tags: [[], came.get(id) ?? []] })),
    )
  }
  if (action.type === 'remove-tags') {
    const removed = await ctx.rows<Tagging>(
      `DELETE FROM customer_tags WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[]) AND tag_id = ANY ($3::uuid[])
       RETURNING customer_id, tag_id`,
      [ctx.workspaceId, ids, tagIds],
    )
    await ctx.rows(touch(''), basic)
    const went = tagsByCustomer(tags, removed)
    return emitAll(
      ctx,
      say('customer.tags_removed', () => ({ tags: names })),
      keep(({ id }) => ({ tags: [went.get(id) ?? [], []] })),
    )
  }
  if (action.type === 'set-group') {
    await ctx.rows(touch('group_id = $4'), [...basic, action.group_id])
    return emitAll(
      ctx,
      say('customer.group_set', () => ({ group: group?.name ?? null })),
      keep((customer) => ({ group: [customer.group, group] })),
    )
  }
  const { status } = action
  await ctx.rows(touch('status = $4'), [...basic, status])
  const eventOf = (from: Status) => transitions[transitionBetween(from, status)!].event
  const events = customers.map((c) => ({
    name: eventOf(c.status),
    customerId: c.id,
    payload: { from: c.status },
  }))
  return emitAll(
    ctx,
    events,
    keep((customer) => ({ status: [customer.status, status] })),
  )
}

/** One batch in one transaction; undefined when there was none left. */
const workBatch = (work: Work, reached: Reached): Promise<{ reached: Reached; goOn: boolean } | undefined> =>
  inTransaction(
    work.app,
    work.principal,
    work.jobId,
    async (ctx) => {
      const batch = await nextBatch(ctx, work, reached.after)
      if (batch.length === 0) return undefined
      const changing = batch.filter((customer) => customer.changing)
      const refused = batch.filter((customer) => customer.refused).length
      if (changing.length > 0) await apply(ctx, work.prepared, changing)
      const { reason } = rulesOf(work.prepared)
      const next: Reached = {
        after: batch.at(-1)!.id,
        changed: reached.changed + changing.length,
        unchanged: reached.unchanged + batch.length - changing.length - refused,
        refused: reached.refused + refused,
        reasons:
          refused > 0
            ? { ...reached.reasons, [reason]: (reached.reasons[reason] ?? 0) + refused }
            : reached.reasons,
      }
      const goOn = await advanceJob(ctx, work.jobId, {
        done: batch.length - refused,
        failed: refused,
        from: reached.changed + reached.unchanged + reached.refused,
        reached: next,
      })
      return { reached: next, goOn }
    },
    { id: work.jobId, reason: 'bulk' },
  )

const count = async (ctx: Ctx, jobId: string, conditions: Conditions): Promise<number> => {
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  const where = selectionWhere(conditions, sql)
  const [row] = await ctx.rows<{ n: number }>(
    `SELECT count(*) AS n FROM customers c WHERE ${where} AND c.id < ${sql.add(jobId)}`,
    sql.values,
  )
  return row!.n
}

async function runBulk(
  app: App,
  input: Record<string, unknown>,
  principal: Principal,
  signal: AbortSignal,
): Promise<void> {
  const {
    job_id: jobId,
    selection,
    action,
  } = input as { job_id: string; selection: Selection; action: BulkAction }
  await workOn(app, principal, jobId, async () => {
    const reader = readContext(app, principal, jobId)
    const conditions = await selectionConditions(reader, selection)
    const prepared = await inTransaction(app, principal, jobId, (ctx) => prepare(ctx, action, true))
    const job = await findJob(reader, jobId)
    let reached = (job.result as Reached | null) ?? {
      after: null,
      changed: 0,
      unchanged: 0,
      refused: 0,
      reasons: {},
    }
    if (job.total === null) {
      const total = await count(reader, jobId, conditions)
      await inTransaction(app, principal, jobId, (ctx) => advanceJob(ctx, jobId, { total }))
    }
    for (;;) {
      signal.throwIfAborted()
      const worked = await workBatch({ app, principal, jobId, conditions, prepared }, reached)
      if (worked) reached = worked.reached
      if (worked?.goOn === true) continue
      const { after: _, ...result } = reached
      return { state: worked ? 'cancelled' : 'done', result }
    }
  })
}

export const jobs = (app: App): JobHandlers => ({
  [bulkTask]: (input, { principal, signal }) => runBulk(app, input, principal, signal),
})
