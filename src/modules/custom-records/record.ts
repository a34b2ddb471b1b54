import { uuidv7 } from 'uuidv7'
import { differing } from '#capabilities/custom-fields/history.ts'
import { parseCustom } from '#capabilities/custom-fields/parse.ts'
import { historyPart } from '#capabilities/history/record.ts'
import { allOf } from '#capabilities/history/undo.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, invalid, missing } from '#platform/errors.ts'
import { emitAll } from '#platform/events/events.ts'
import { eventOf } from './events.ts'
import { fieldsOfType, ownTitle } from './fields.ts'
import { recordValues } from './history-values.ts'
import { findRecord, readRecord, shownRecord } from './record-queries.ts'
import type { CustomRecord, RecordInput, RecordType } from './shapes.ts'
import { demandSeen } from './type.ts'
import { kindOf } from './type-access.ts'
import { findTypeFor } from './type-queries.ts'
import { insertRecords, removeRows, updateRecords } from './write-records.ts'

/** Adds a record of a type to a customer. */
export async function addRecord(
  ctx: Ctx,
  typeName: string,
  { customer_id, custom }: RecordInput,
): Promise<CustomRecord> {
  const type = await findTypeFor(ctx, typeName, 'write')
  demandInUse(type)
  await holdCustomer(ctx, customer_id, type)
  const fields = await fieldsOfType(ctx, type)
  const { values, errors } = await parseCustom(ctx, fields, custom)
  if (errors.length > 0) throw invalid('record.invalid', errors)
  if (!type.many) await demandNone(ctx, type, customer_id)
  const id = uuidv7()
  const createdBy = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  const record = { id, customerId: customer_id, custom: values, createdBy, createdAt: ctx.now, version: 1 }
  await insertRecords(ctx, type, fields, [record])
  return readRecord(ctx, id)
}

function demandInUse({ retired_at, plural }: RecordType): void {
  if (!retired_at) return
  throw new AppError('conflict', 'record_type.retired', {
    message: `${plural} is retired: its records stay, and no new ones are added. Bring the type back first.`,
    params: { plural },
  })
}

/** The customer stays; where it may have one record only, others who add one wait. */
async function holdCustomer(ctx: Ctx, id: string, { many }: RecordType): Promise<void> {
  const [found] = await ctx.rows(
    `SELECT 1 FROM customers WHERE workspace_id = $1 AND id = $2 ${many ? 'FOR KEY SHARE' : 'FOR NO KEY UPDATE'}`,
    [ctx.workspaceId, id],
  )
  if (!found) throw missing('customer')
}

async function demandNone(ctx: Ctx, type: RecordType, customerId: string): Promise<void> {
  const [there] = await ctx.rows<{ id: string }>(
    'SELECT id FROM custom_records WHERE workspace_id = $1 AND customer_id = $2 AND type_id = $3 LIMIT 1',
    [ctx.workspaceId, customerId, type.id],
  )
  if (!there) return
  const message = `This customer has a ${type.singular} already, and may have one only. Change that one.`
  throw new AppError('conflict', 'record.only_one', {
    message,
    errors: [{ pointer: '/customer_id', code: 'record.only_one', message }],
    params: { record_id: there.id, singular: type.singular },
  })
}

/** Changes a record; `seen` is the version the caller saw, undefined for whatever is there. */
export async function changeRecord(
  ctx: Ctx,
  id: string,
  custom: Record<string, unknown>,
  seen: number | undefined,
): Promise<CustomRecord> {
  const found = await findRecord(ctx, id, 'write')
  const { stored, type, fields } = found
  demandSeen(shownRecord(ctx, found), seen)
  const { values, errors } = await parseCustom(ctx, fields, custom, { before: stored.custom })
  if (errors.length > 0) throw invalid('record.invalid', errors)
  if (differing(stored.custom, values).length === 0) return shownRecord(ctx, found)
  const { customer, version } = stored
  await updateRecords(ctx, type, fields, [
    { id, customerId: customer.id, before: stored.custom, after: values, version },
  ])
  return readRecord(ctx, id)
}

export async function deleteRecord(ctx: Ctx, id: string): Promise<undefined> {
  const { stored, type, fields } = await findRecord(ctx, id, 'full')
  const customerId = stored.customer.id
  const [values] = await recordValues(ctx, type, fields, [stored])
  await removeRows(ctx, [id])
  const change = {
    customerId,
    kind: kindOf(type),
    recordId: id,
    action: 'deleted',
    version: stored.version,
    changes: allOf(values!),
  } as const
  const event = eventOf('deleted', type, { id, customerId, title: ownTitle(type, stored.custom) })
  await emitAll(ctx, [event], [historyPart(ctx, [change])])
}
