import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { type ConsentRow, currentOf } from './current.ts'
import type { Basis, Channel, Decided, State } from './shapes.ts'

/** One customer, purpose and channel. */
export type Place = { customer_id: string; purpose_id: string; channel: Channel }

export const placeKey = ({ customer_id, purpose_id, channel }: Place) =>
  `${customer_id} ${purpose_id} ${channel}`

export const stateColumns = {
  workspace_id: 'uuid',
  customer_id: 'uuid',
  purpose_id: 'uuid',
  channel: 'text',
  state: 'text',
  decision_id: 'uuid',
  decided_at: 'timestamptz',
  expires_at: 'timestamptz',
}

type Row = ConsentRow & Place & { expires_at: string | null }

/**
 * Works out anew what follows from the decisions at some places. The customers must be locked, so that nobody decides
 * there meanwhile.
 */
export async function followDecisions(ctx: Ctx, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  const wanted = new Map(places.map((place) => [placeKey(place), place]))
  const rows = await ctx.rows<Row>(
    `SELECT d.id, d.state, d.decision_id, d.decided_at, d.expires_at, d.customer_id, d.purpose_id, d.channel
     FROM consent_decisions d WHERE d.workspace_id = $1 AND d.customer_id = ANY ($2::uuid[])`,
    [ctx.workspaceId, [...new Set(places.map(({ customer_id }) => customer_id))]],
  )
  const byPlace = new Map([...wanted.keys()].map((key) => [key, [] as Row[]]))
  for (const row of rows) byPlace.get(placeKey(row))?.push(row)
  const current = new Map([...byPlace].map(([key, own]) => [key, currentOf(own)]))
  await insertRows(
    ctx,
    'consent_states',
    stateColumns,
    [...current.values()].flatMap((row) =>
      row ? [{ ...row, workspace_id: ctx.workspaceId, decision_id: row.id }] : [],
    ),
    `ON CONFLICT (workspace_id, customer_id, purpose_id, channel) DO UPDATE SET state = excluded.state,
       decision_id = excluded.decision_id, decided_at = excluded.decided_at, expires_at = excluded.expires_at`,
  )
  const nothing = [...current].flatMap(([key, row]) => (row ? [] : [wanted.get(key)!]))
  if (nothing.length === 0) return
  await ctx.rows(
    `DELETE FROM consent_states s USING json_to_recordset($2::json) AS r(customer_id uuid, purpose_id uuid, channel text)
     WHERE s.workspace_id = $1 AND s.customer_id = r.customer_id AND s.purpose_id = r.purpose_id AND s.channel = r.channel`,
    [ctx.workspaceId, JSON.stringify(nothing)],
  )
}

/** What a stored state is at a moment: what was given runs out. */
export const stateAt = (state: Decided, expires_at: string | null, now: Date): State =>
  expires_at !== null && Date.parse(expires_at) <= now.getTime() ? 'expired' : state

/** Whether the customer may be reached: with consent where that is the basis, else as long as there is no objection. */
export const isAllowed = (basis: Basis, state: State): boolean =>
  basis === 'consent' ? state === 'given' : state !== 'refused' && state !== 'withdrawn'

/** Keeps others from deciding for some customers meanwhile, in one order for all who do. Gives those that are there. */
export async function lockCustomers(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const found = await ctx.rows<{ id: string }>(
    'SELECT id FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    [ctx.workspaceId, [...new Set(ids)]],
  )
  return new Set(found.map(({ id }) => id))
}
