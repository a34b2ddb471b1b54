import type { z } from 'zod'
import { fold } from '#lib/text.ts'
import { may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { cutPage, decodeCursor, isTime } from '#platform/http/paging.ts'
import type { AuditEntry, AuditFilter, auditContract } from './contract.ts'

type Query = z.output<(typeof auditContract)['GET /audit']['query']>
type Row = Omit<AuditEntry, 'actor' | 'payload' | 'hash'> & {
  actor_kind: AuditEntry['actor']['kind']
  actor_id: string | null
  actor_name: string | null
  payload: string | null
  hash: Buffer
}

type Place = [at: string, seq: number]
const isPlace = (values: unknown): values is Place =>
  Array.isArray(values) && values.length === 2 && isTime(values[0]) && Number.isSafeInteger(values[1])

/** Names of who has none of their own. */
const namesOfKinds: Partial<Record<AuditEntry['actor']['kind'], string>> = {
  system: 'Regulars',
  job: 'Regulars',
}

const look = "(e.action LIKE '%.read' OR e.action LIKE '%.list')"

const conditions: { [K in keyof AuditFilter]-?: (value: NonNullable<AuditFilter[K]>, give: Give) => string } =
  {
    actor: (id, give) => `e.actor_id = ${give(id)}`,
    actor_kind: (kind, give) => `e.actor_kind = ${give(kind)}`,
    action: (actions, give) => `e.action = ANY (${give(actions.split(','))}::text[])`,
    only: (what) => (what === 'reads' ? look : `NOT ${look}`),
    outcome: (outcome, give) => `e.outcome = ${give(outcome)}`,
    customer: (id, give) => `e.customer_id = ${give(id)}`,
    subject: (id, give) => `e.subject_id = ${give(id)}`,
    from: (day, give) => `e.at >= ${give(day)}::date`,
    to: (day, give) => `e.at < ${give(day)}::date + 1`,
  }
type Give = (value: unknown) => string

/** Ids of the staff, keys and imports whose name holds a text, for a search that also looks at actions. */
async function actorsNamed(ctx: Ctx, q: string): Promise<string[]> {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await ctx.rows<{ id: string }>(
    `SELECT id FROM staff_members WHERE workspace_id = $1 AND (name ILIKE $2 OR email ILIKE $2)
     UNION ALL SELECT id FROM api_keys WHERE workspace_id = $1 AND name ILIKE $2
     UNION ALL SELECT id FROM imports WHERE workspace_id = $1 AND file_name ILIKE $2 LIMIT 500`,
    [ctx.workspaceId, like],
  )
  return rows.map((row) => row.id)
}

/** What happened, newest first; what is still without a place in the chain gets it first. */
export async function listAudit(
  ctx: Ctx,
  { filter, q, limit, cursor }: Query,
): Promise<{ items: AuditEntry[]; next_cursor: string | null }> {
  const after = decodeCursor(cursor, isPlace)
  if (!after) await ctx.app.audit.seal()
  const values: unknown[] = [ctx.workspaceId, limit + 1]
  const give: Give = (value) => `$${values.push(value)}`
  const where = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [conditions[name as keyof AuditFilter](value as never, give)],
  )
  if (q) {
    const action = give(
      `%${fold(q)
        .replace(/[\s_]+/g, '.')
        .replace(/[\\%]/g, '\\$&')}%`,
    )
    where.push(`(e.action LIKE ${action} OR e.actor_id = ANY (${give(await actorsNamed(ctx, q))}::uuid[]))`)
  }
  if (after) where.push(`(e.at, e.seq) < (${give(after[0])}::timestamptz, ${give(after[1])}::bigint)`)
  const found = await ctx.rows<Row>(
    `SELECT e.seq, e.id, e.at, e.actor_kind, e.actor_id, e.action, e.outcome, e.subject_kind, e.subject_id,
            e.customer_id, e.customer_ids, e.request_id, e.payload, e.hash,
            CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'number', c.number, 'name',
              CASE c.kind WHEN 'organisation' THEN c.company_name ELSE concat_ws(' ', c.first_name, c.last_name) END) END AS customer,
            CASE e.actor_kind
              WHEN 'staff' THEN (SELECT name FROM staff_members s WHERE s.workspace_id = e.workspace_id AND s.id = e.actor_id)
              WHEN 'api-key' THEN (SELECT name FROM api_keys k WHERE k.workspace_id = e.workspace_id AND k.id = e.actor_id)
              WHEN 'import' THEN (SELECT file_name FROM imports i WHERE i.workspace_id = e.workspace_id AND i.id = e.actor_id)
            END AS actor_name
     FROM audit_entries e
     LEFT JOIN customers c ON c.workspace_id = e.workspace_id AND c.id = e.customer_id
     WHERE e.workspace_id = $1 ${where.map((condition) => `AND ${condition}`).join(' ')}
     ORDER BY e.at DESC, e.seq DESC LIMIT $2`,
    values,
  )
  const { rows, next_cursor } = cutPage(found, limit, (row): Place => [row.at, row.seq])
  const maySee = may(ctx.access, 'customers.read')
  return { items: rows.map((row) => shown(row, maySee)), next_cursor }
}

const shown = (
  { actor_kind, actor_id, actor_name, payload, hash, ...row }: Row,
  maySee: boolean,
): AuditEntry => ({
  ...row,
  customer: maySee ? row.customer : null,
  actor: { kind: actor_kind, id: actor_id, name: actor_name ?? namesOfKinds[actor_kind] ?? '' },
  payload: payload === null ? null : JSON.parse(payload),
  hash: hash.toString('hex'),
})

/** Who can be chosen in the filter. */
export async function listActors(ctx: Ctx): Promise<{ items: AuditEntry['actor'][] }> {
  const items = await ctx.rows<AuditEntry['actor']>(
    `SELECT 'staff' AS kind, id, name FROM staff_members WHERE workspace_id = $1
     UNION ALL SELECT 'api-key', id, name FROM api_keys WHERE workspace_id = $1
     ORDER BY 1 DESC, 3, 2 LIMIT 2000`,
    [ctx.workspaceId],
  )
  return { items }
}
