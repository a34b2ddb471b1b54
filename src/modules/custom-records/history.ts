import type { StoredCustom } from '#capabilities/custom-fields/field.ts'
import { storedOf } from '#capabilities/custom-fields/history.ts'
import { missingLinks } from '#capabilities/custom-fields/parse.ts'
import type {
  PresentRecord,
  RecordHistory,
  RecordUpdate,
  Refusals,
  RestoredRecord,
} from '#capabilities/declaration/record-history.ts'
import type { Ctx } from '#platform/context.ts'
import { emitAll } from '#platform/events/events.ts'
import { eventOf } from './events.ts'
import { fieldsOfType, ownTitle } from './fields.ts'
import { recordValues } from './history-values.ts'
import { type StoredRecord, storedRecords } from './record-queries.ts'
import type { RecordType } from './shapes.ts'
import { reaches } from './type-access.ts'
import { allTypes, readableTypes } from './type-queries.ts'
import {
  type ChangedRecord,
  insertRecords,
  type NewRecord,
  removeRows,
  updateRecords,
} from './write-records.ts'

type Source = { stored: StoredRecord; type: RecordType }
const sourceOf = ({ source }: PresentRecord): Source => source as Source

/** Records of the types with which the caller may do that. Others are not there for them. */
async function load(ctx: Ctx, ids: readonly string[], purpose: 'read' | 'update'): Promise<PresentRecord[]> {
  const stored = await storedRecords(ctx, ids, purpose)
  if (stored.length === 0) return []
  const level = purpose === 'read' ? 'read' : 'write'
  const types = (await allTypes(ctx)).filter((type) => reaches(ctx.access, type, level))
  const present = types.map(async (type) => {
    const own = stored.filter(({ type_id }) => type_id === type.id)
    if (own.length === 0) return []
    const values = await recordValues(ctx, type, await fieldsOfType(ctx, type), own)
    return own.map((record, i) => ({
      id: record.id,
      customerId: record.customer.id,
      version: record.version,
      since: record.created_at,
      values: values[i]!,
      source: { stored: record, type } satisfies Source,
    }))
  })
  return (await Promise.all(present)).flat()
}

/** Does something for the records of each type together. */
async function byType<T>(
  records: readonly T[],
  typeOf: (record: T) => RecordType,
  work: (type: RecordType, own: T[]) => Promise<void>,
): Promise<void> {
  for (const own of Map.groupBy(records, (record) => typeOf(record).id).values())
    await work(typeOf(own[0]!), own)
}

/** Ids of customers that are linked to and are not there any more, as a code for each record that names one. */
async function goneLinks(ctx: Ctx, links: readonly { id: string; key: string }[]): Promise<Set<string>> {
  const faults = await missingLinks(ctx, links)
  return new Set(faults.map(({ pointer }) => pointer.slice('/custom/'.length)))
}

async function write(ctx: Ctx, updates: readonly RecordUpdate[]): Promise<Refusals> {
  const refusals = new Map<string, string>()
  await byType(
    updates,
    ({ present }) => sourceOf(present).type,
    async (type, own) => {
      const fields = await fieldsOfType(ctx, type)
      const read = own.map(({ present, values }) => {
        const { stored } = sourceOf(present)
        return { present, before: stored.custom, ...storedOf(fields, values, stored.custom) }
      })
      const gone = await goneLinks(
        ctx,
        read.flatMap(({ present, links }) => links.map((id) => ({ id, key: present.id }))),
      )
      const changed: ChangedRecord[] = []
      for (const { present, before, values, refused } of read) {
        const code = refused ?? (gone.has(present.id) ? 'customer.missing' : null)
        if (code) refusals.set(present.id, code)
        else {
          const { id, customerId, version } = present
          changed.push({ id, customerId, before, after: values, version })
        }
      }
      await updateRecords(ctx, type, fields, changed, { event: 'changes_undone', keep: false })
    },
  )
  return refusals
}

type Restoring = { record: RestoredRecord; type: RecordType; custom: StoredCustom }
type Kept = { type?: { id: string }; created_by?: { id: string } | null; created_at?: string }

/** Where a customer may have one record of a type only, a second does not come back. */
async function occupied(ctx: Ctx, restoring: readonly Restoring[]): Promise<Set<string>> {
  const single = restoring.filter(({ type }) => !type.many)
  if (single.length === 0) return new Set()
  const there = await ctx.rows<{ customer_id: string; type_id: string }>(
    'SELECT customer_id, type_id FROM custom_records WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[])',
    [ctx.workspaceId, single.map(({ record }) => record.customerId)],
  )
  const taken = new Set(there.map(({ customer_id, type_id }) => `${customer_id} ${type_id}`))
  const refused = new Set<string>()
  for (const { record, type } of single) {
    const place = `${record.customerId} ${type.id}`
    if (taken.has(place)) refused.add(record.id)
    taken.add(place)
  }
  return refused
}

async function restore(ctx: Ctx, records: readonly RestoredRecord[]): Promise<Refusals> {
  const refusals = new Map<string, string>()
  const held = await ctx.rows<{ id: string }>(
    'SELECT id FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    [ctx.workspaceId, records.map(({ customerId }) => customerId)],
  )
  const customers = new Set(held.map(({ id }) => id))
  const types = new Map((await allTypes(ctx)).map((type) => [type.id, type]))
  const restoring: Restoring[] = []
  for (const record of records) {
    const type = types.get((record.values as Kept).type?.id ?? '')
    if (!type || !customers.has(record.customerId)) refusals.set(record.id, 'gone')
    else if (!reaches(ctx.access, type, 'write')) refusals.set(record.id, 'permission.missing')
    else restoring.push({ record, type, custom: {} })
  }
  await byType(
    restoring,
    ({ type }) => type,
    async (type, own) => {
      const fields = await fieldsOfType(ctx, type)
      for (const one of own) {
        const { values, refused, links } = storedOf(fields, one.record.values, {})
        const code =
          refused ??
          ((
            await missingLinks(
              ctx,
              links.map((id) => ({ id, key: '' })),
            )
          ).length > 0
            ? 'customer.missing'
            : null)
        if (code) refusals.set(one.record.id, code)
        one.custom = values
      }
      const full = await occupied(ctx, own)
      for (const id of full) refusals.set(id, 'record.only_one')
      const rows = own
        .filter(({ record }) => !refusals.has(record.id))
        .map(({ record, custom }): NewRecord => {
          const { created_by, created_at } = record.values as Kept
          const { id, customerId, version } = record
          return {
            id,
            customerId,
            custom,
            version,
            createdBy: created_by?.id ?? null,
            createdAt: created_at ?? ctx.now,
          }
        })
      await insertRecords(ctx, type, fields, rows, { event: 'restored', keep: false })
    },
  )
  return refusals
}

async function remove(ctx: Ctx, records: readonly PresentRecord[]): Promise<void> {
  await removeRows(
    ctx,
    records.map(({ id }) => id),
  )
  const events = records.map((present) => {
    const { stored, type } = sourceOf(present)
    return eventOf('deleted', type, { ...present, title: ownTitle(type, stored.custom) })
  })
  await emitAll(ctx, events)
}

/** How records take part in history: each type is a sort of its own, each field a field of its own. */
export const recordHistory: RecordHistory = {
  table: 'custom_records',
  permissions: { read: 'custom-records.read', write: 'custom-records.write', remove: 'custom-records.full' },
  sorts: async (ctx) => (ctx.access.administrator ? null : (await readableTypes(ctx)).map(({ id }) => id)),
  custom: true,
  fields: { type: { columns: ['type_id'] }, created_by: {}, created_at: {} },
  leftOut: {
    id: 'never changes',
    customer_id: 'stands beside each change',
    custom: 'each of its values is a field of its own',
    updated_at: 'is the time of the last change itself',
    version: 'stands beside each change',
  },
  load,
  write,
  restore,
  remove,
}
