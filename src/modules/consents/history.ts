import type { RecordHistory } from '#capabilities/declaration/record-history.ts'
import type { RecordChange } from '#capabilities/history/record.ts'
import { allOf } from '#capabilities/history/undo.ts'
import { reinstate, strikeOut } from './corrections.ts'
import { findDecisions } from './queries.ts'
import type { Decision } from './shapes.ts'
import { lockCustomers } from './states.ts'

/** Fields of a decision as history keeps them. The text of a wording is kept with the wording. */
const valuesOf = (decision: Decision) => ({
  purpose: decision.purpose,
  channel: decision.channel,
  state: decision.state,
  decided_at: decision.decided_at,
  expires_at: decision.expires_at,
  method: decision.method,
  source: decision.source,
  wording: decision.wording && {
    id: decision.wording.id,
    name: `${decision.wording.language} ${decision.wording.number}`,
  },
  note: decision.note,
  evidence: decision.evidence,
  recorded: { at: decision.recorded_at, by: decision.recorded_by },
})

/** It goes up each time that the decision is taken in again; nothing else ever changes in it. */
const versionOf = ({ corrections }: Decision) =>
  1 + corrections.filter(({ state }) => state === 'reinstated').length

export const decisionAdded = ({ id, customer_id }: Pick<Decision, 'id' | 'customer_id'>): RecordChange => ({
  customerId: customer_id,
  kind: 'consent',
  recordId: id,
  action: 'created',
  version: 1,
  changes: {},
})

export const decisionStruck = (decision: Decision): RecordChange => ({
  customerId: decision.customer_id,
  kind: 'consent',
  recordId: decision.id,
  action: 'deleted',
  version: versionOf(decision),
  changes: allOf(valuesOf(decision)),
})

/**
 * How decisions take part in history. Undoing never takes a proof away: a decision whose recording is undone is struck
 * out by a row of its own, and taken in again by another.
 */
export const consentHistory: RecordHistory = {
  table: 'consent_decisions',
  permissions: { read: 'consents.read', write: 'consents.write', remove: 'consents.write' },
  fields: {
    purpose: { columns: ['purpose_id'] },
    channel: {},
    state: {},
    decided_at: {},
    expires_at: {},
    method: {},
    source: {},
    wording: { columns: ['wording_id'] },
    note: {},
    evidence: {},
    recorded: { columns: ['recorded_at', 'recorded_by_kind', 'recorded_by'] },
  },
  leftOut: {
    id: 'never changes',
    customer_id: 'stands beside each change',
    decision_id: 'stands in rows that strike a decision out or take it in again',
  },
  async load(ctx, ids, purpose) {
    let found = await findDecisions(ctx, ids)
    if (purpose === 'update') {
      const customers = found.map(({ customer_id }) => customer_id)
      await lockCustomers(ctx, customers)
      // Somebody may have struck one out while the lock was waited for.
      found = await findDecisions(ctx, ids)
    }
    return found
      .filter(({ struck }) => !struck)
      .map((decision) => ({
        id: decision.id,
        customerId: decision.customer_id,
        version: versionOf(decision),
        since: decision.recorded_at,
        values: valuesOf(decision),
        source: decision,
      }))
  },
  write: async (_ctx, updates) => new Map(updates.map(({ present }) => [present.id, 'not_possible'])),
  async remove(ctx, records) {
    await strikeOut(
      ctx,
      records.map(({ source }) => source as Decision),
      null,
    )
  },
  async restore(ctx, records) {
    const found = await findDecisions(
      ctx,
      records.map(({ id }) => id),
    )
    const back = found.filter(({ struck }) => struck)
    await lockCustomers(
      ctx,
      back.map(({ customer_id }) => customer_id),
    )
    await reinstate(ctx, back)
    const ids = new Set(back.map(({ id }) => id))
    return new Map(records.flatMap(({ id }) => (ids.has(id) ? [] : [[id, 'gone']])))
  },
}
