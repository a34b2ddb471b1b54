import type { PresentRecord, RecordHistory, RecordValues } from '#capabilities/declaration/record-history.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import type { FieldChanges } from './record.ts'
import { fieldsOfRecord, hiddenFieldsOf } from './record-fields.ts'
import { delta, type Entry, same, withoutDelta } from './values.ts'

const PAGE = 500

/** The least UUIDv7 made after a moment: the order of ids is that of time, to the millisecond (RFC 9562, 5.7). */
function firstIdAfter(moment: Date): string {
  const hex = (moment.getTime() + 1).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

type Row = { id: string; changes: FieldChanges }

/**
 * A record as it was at a moment, worked out backwards from what it is now. `differs` names the fields that are
 * otherwise now. Hidden fields are left out.
 * @throws `record.not_yet` when it was not there yet.
 */
export async function recordAsOf(
  ctx: Ctx,
  kind: string,
  history: RecordHistory,
  present: PresentRecord,
  at: Date,
): Promise<{ values: RecordValues; differs: string[] }> {
  if (new Date(present.since) > at) {
    throw new AppError('conflict', 'record.not_yet', {
      message: `This record is known since ${present.since}. Choose a later moment.`,
      params: { since: present.since },
    })
  }
  const fields = await fieldsOfRecord(ctx, history)
  const values: Record<string, unknown> = { ...present.values }
  const from = firstIdAfter(at)
  for (let before = 'ffffffff-ffff-ffff-ffff-ffffffffffff'; ; ) {
    const rows = await ctx.rows<Row>(
      `SELECT id, changes FROM record_changes
       WHERE workspace_id = $1 AND customer_id = $2 AND id >= $3 AND id < $4 AND kind = $5 AND record_id = $6
         AND action = 'changed'
       ORDER BY id DESC LIMIT ${PAGE}`,
      [ctx.workspaceId, present.customerId, from, before, kind, present.id],
    )
    for (const { changes } of rows) {
      for (const [field, change] of Object.entries(changes)) {
        values[field] = fields[field]?.set ? withoutDelta(values[field], change) : change[0]
      }
    }
    if (rows.length < PAGE) break
    before = rows.at(-1)!.id
  }
  for (const field of await hiddenFieldsOf(ctx, history)) delete values[field]
  const differs = Object.keys(values).filter((field) =>
    fields[field]?.set
      ? delta(values[field], present.values[field]) !== null
      : !same(values[field], present.values[field]),
  )
  for (const [field, { set }] of Object.entries(fields)) if (set && values[field]) sortByName(values[field])
  return { values, differs }
}

const sortByName = (list: unknown) =>
  (list as Entry[]).sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
