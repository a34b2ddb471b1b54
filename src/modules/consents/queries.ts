import { actorName, actorOf } from '#capabilities/timeline/actor-name.ts'
import { demandCustomer } from '#modules/customers/queries.ts'
import type { Actor, Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { cutPage, decodeCursor, isId, isTime } from '#platform/http/paging.ts'
import type { Channel, Decided, Decision, MatrixRow, Purpose } from './shapes.ts'
import { isAllowed, stateAt } from './states.ts'

type Recorded = {
  recorded_at: string
  actor_kind: Actor['kind']
  actor_id: string | null
  actor_name: string | null
}
type Row = Omit<Decision, 'recorded_by' | 'struck' | 'corrections'> & Recorded
type Correction = Recorded & {
  decision_id: string
  state: 'corrected' | 'reinstated'
  reason: string | null
}

const recorder = `d.recorded_at, d.actor_kind, d.actor_id, ${actorName('d')} AS actor_name`
/** `d` with who recorded it under the names that the words for actors go by. */
const recordedRows = `(SELECT *, recorded_by_kind AS actor_kind, recorded_by AS actor_id FROM consent_decisions
  WHERE workspace_id = $1) d`

const select = `SELECT d.id, d.customer_id, d.channel, d.state, d.decided_at, d.expires_at, d.method, d.source, d.note,
    d.evidence, ${recorder}, json_build_object('id', p.id, 'name', p.name) AS purpose,
    CASE WHEN w.id IS NOT NULL THEN json_build_object('id', w.id, 'language', w.language, 'number', w.number,
      'text', w.text) END AS wording
  FROM ${recordedRows}
  JOIN consent_purposes p ON p.workspace_id = d.workspace_id AND p.id = d.purpose_id
  LEFT JOIN consent_wordings w ON w.workspace_id = d.workspace_id AND w.id = d.wording_id
  WHERE d.workspace_id = $1 AND d.decision_id IS NULL`

const by = ({ actor_kind, actor_id, actor_name }: Recorded) => actorOf({ actor_kind, actor_id, actor_name })

async function withCorrections(ctx: Ctx, rows: readonly Row[]): Promise<Decision[]> {
  if (rows.length === 0) return []
  const corrections = await ctx.rows<Correction>(
    `SELECT d.decision_id, d.state, d.note AS reason, ${recorder} FROM ${recordedRows}
     WHERE d.workspace_id = $1 AND d.decision_id = ANY ($2::uuid[]) ORDER BY d.id`,
    [ctx.workspaceId, rows.map(({ id }) => id)],
  )
  return rows.map(({ actor_kind, actor_id, actor_name, ...row }) => {
    const own = corrections.filter(({ decision_id }) => decision_id === row.id)
    return {
      ...row,
      recorded_by: by({ recorded_at: row.recorded_at, actor_kind, actor_id, actor_name }),
      struck: own.at(-1)?.state === 'corrected',
      corrections: own.map((one) => ({
        state: one.state,
        reason: one.reason,
        recorded_at: one.recorded_at,
        recorded_by: by(one),
      })),
    }
  })
}

/** Those of some decisions that are there, struck out or not, in the order of their ids. */
export const findDecisions = async (ctx: Ctx, ids: readonly string[]): Promise<Decision[]> =>
  withCorrections(
    ctx,
    await ctx.rows<Row>(`${select} AND d.id = ANY ($2::uuid[]) ORDER BY d.id`, [ctx.workspaceId, ids]),
  )

/** A decision by id; 404 when there is none in this workspace. */
export async function findDecision(ctx: Ctx, id: string): Promise<Decision> {
  const [found] = await findDecisions(ctx, [id])
  if (!found) throw missing('consent')
  return found
}

/** Decisions that count, by id upwards, for a file of all of them. */
export const decisionsAfter = async (ctx: Ctx, after: string | null, limit: number): Promise<Decision[]> =>
  withCorrections(
    ctx,
    await ctx.rows<Row>(`${select} AND ($2::uuid IS NULL OR d.id > $2) ORDER BY d.id LIMIT $3`, [
      ctx.workspaceId,
      after,
      limit,
    ]),
  )

type Position = [decided_at: string, id: string]
const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length === 2 && isTime(value[0]) && isId(value[1])

/** Every decision of a customer, the latest first. */
export async function listDecisions(
  ctx: Ctx,
  customerId: string,
  query: { filter: { purpose?: string; channel?: Channel }; limit: number; cursor?: string },
): Promise<{ items: Decision[]; next_cursor: string | null }> {
  await demandCustomer(ctx, customerId)
  const values: unknown[] = [ctx.workspaceId, customerId]
  const give = (value: unknown) => `$${values.push(value)}`
  const { purpose, channel } = query.filter
  const after = decodeCursor(query.cursor, isPosition)
  const where = [
    ...(purpose ? [`d.purpose_id = ${give(purpose)}`] : []),
    ...(channel ? [`d.channel = ${give(channel)}`] : []),
    ...(after ? [`(d.decided_at, d.id) < (${give(after[0])}::timestamptz, ${give(after[1])}::uuid)`] : []),
  ]
  const found = await ctx.rows<Row>(
    `${select} AND d.customer_id = $2 ${where.map((condition) => `AND ${condition}`).join(' ')}
     ORDER BY d.decided_at DESC, d.id DESC LIMIT ${give(query.limit + 1)}`,
    values,
  )
  const { rows, next_cursor } = cutPage(found, query.limit, (row): Position => [row.decided_at, row.id])
  return { items: await withCorrections(ctx, rows), next_cursor }
}

type StoredState = {
  purpose_id: string
  channel: Channel
  state: Decided
  decision_id: string
  decided_at: string
  expires_at: string | null
}

/** Purposes by channels, as they stand now: those that are asked for, and those that were ever decided. */
export async function readMatrix(
  ctx: Ctx,
  customerId: string,
  purposes: readonly Purpose[],
): Promise<MatrixRow[]> {
  await demandCustomer(ctx, customerId)
  const stored = await ctx.rows<StoredState>(
    `SELECT purpose_id, channel, state, decision_id, decided_at, expires_at FROM consent_states
     WHERE workspace_id = $1 AND customer_id = $2`,
    [ctx.workspaceId, customerId],
  )
  return purposes.flatMap(({ wordings: _, version: __, position: ___, ...purpose }) => {
    const own = stored.filter(({ purpose_id }) => purpose_id === purpose.id)
    if (purpose.retired_at && own.length === 0) return []
    const channels = [...new Set([...purpose.channels, ...own.map(({ channel }) => channel)])]
    const cells = channels.map((channel) => {
      const found = own.find((one) => one.channel === channel)
      const state = found ? stateAt(found.state, found.expires_at, ctx.now) : ('not_asked' as const)
      return {
        channel,
        offered: purpose.retired_at === null && purpose.channels.includes(channel),
        state,
        allowed: isAllowed(purpose.basis, state),
        decided_at: found?.decided_at ?? null,
        expires_at: found?.expires_at ?? null,
        decision_id: found?.decision_id ?? null,
      }
    })
    return [{ purpose, cells }]
  })
}
