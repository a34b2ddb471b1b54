import type { HistoryField, RecordHistory } from '#capabilities/declaration/record-history.ts'
import { withoutSort } from '#capabilities/declaration/sorts.ts'
import { demand } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, invalid, missing } from '#platform/errors.ts'
import { type FieldChanges, operationOf, recordChanges } from './record.ts'
import { fieldsOfRecord, hiddenFieldsOf } from './record-fields.ts'
import { delta, isErased, same, withoutDelta } from './values.ts'

const notRevertible = (message: string) => new AppError('conflict', 'field.not_revertible', { message })

/** Refuses fields that are hidden, unknown, erased, or that cannot get their old value again. */
async function demandRevertible(
  ctx: Ctx,
  history: RecordHistory,
  field: string,
  old: unknown,
): Promise<HistoryField> {
  if ((await hiddenFieldsOf(ctx, history)).includes(field)) {
    throw new AppError('forbidden', 'field.hidden', {
      message: `The field "${field}" is hidden from you, so it cannot be changed. Ask an administrator for it.`,
      params: { field },
    })
  }
  const declared = (await fieldsOfRecord(ctx, history))[field]
  if (!declared) throw notRevertible('This field cannot be set back.')
  if (isErased(old)) throw notRevertible('The earlier value was erased. Nothing was changed.')
  if (declared.refuses?.(old))
    throw notRevertible('The earlier value is not there any more. Nothing was changed.')
  if (declared.permission) demand(ctx.access, declared.permission)
  return declared
}

/**
 * Gives a field the value that it had before a change. What a change of a set added goes, what it took away comes back.
 * `seen` is the version that the caller saw, undefined for whatever is there.
 */
export async function revertField(
  ctx: Ctx,
  kind: string,
  history: RecordHistory,
  recordId: string,
  { change_id, field }: { change_id: string; field: string },
  seen: number | undefined,
): Promise<{ operation_id: string | null; version: number }> {
  const [present] = await history.load(ctx, [recordId], 'update')
  if (!present) throw missing(withoutSort(kind))
  const alsoOf = (await history.alsoOf?.(ctx, [recordId]))?.get(recordId) ?? []
  const [row] = await ctx.rows<{ changes: FieldChanges }>(
    `SELECT changes FROM record_changes
     WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[]) AND id = $3 AND kind = $4 AND record_id = $5 AND action = 'changed'`,
    [ctx.workspaceId, [present.customerId, ...alsoOf], change_id, kind, recordId],
  )
  const change = row?.changes[field]
  if (!change) {
    const message = 'The history of this record has no such change of this field. Look at it again.'
    throw invalid('change.missing', [{ pointer: '/change_id', code: 'change.missing', message }])
  }
  const { set } = await demandRevertible(ctx, history, field, change[0])
  if (seen !== undefined && seen !== present.version) {
    throw new AppError('stale', 'version.stale', {
      message: 'Somebody else changed this record meanwhile. Nothing was overwritten; look at it again.',
      params: { version: present.version },
    })
  }
  const now = present.values[field]
  const value = set ? withoutDelta(now, change) : change[0]
  const written = set ? delta(now, value) : same(now, value) ? null : ([now, value] as const)
  if (!written) return { operation_id: null, version: present.version }
  const refused = (await history.write(ctx, [{ present, values: { [field]: value } }], 'revert')).get(
    recordId,
  )
  if (refused) {
    throw new AppError('conflict', refused, {
      message: 'The record as it is now does not take the earlier value. Nothing was changed.',
      params: { field },
    })
  }
  const version = present.version + 1
  const changed = {
    customerId: present.customerId,
    kind,
    recordId,
    action: 'changed',
    version,
    alsoOf,
  } as const
  await recordChanges(ctx, [{ ...changed, changes: { [field]: written } }], 'revert')
  return { operation_id: operationOf(ctx), version }
}
