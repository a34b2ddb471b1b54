import type {
  PresentRecord,
  RecordHistory,
  RecordUpdate,
  Refusals,
  RestoredRecord,
} from '#capabilities/declaration/record-history.ts'
import type { FieldChanges, RecordChange } from '#capabilities/history/record.ts'
import { allOf } from '#capabilities/history/undo.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { emitAll } from '#platform/events/events.ts'
import { mentionsIn } from './mentions.ts'

const change = (
  customerId: string,
  recordId: string,
  action: RecordChange['action'],
  version: number,
  changes: FieldChanges,
): RecordChange => ({ customerId, kind: 'note', recordId, action, version, changes })

export const noteAdded = (customerId: string, id: string) => change(customerId, id, 'created', 1, {})

type Stored = {
  id: string
  customer_id: string
  body: string
  origin: string
  origin_id: string | null
  pinned: boolean
  created_at: string
  version: number
}

/** Fields of a note as history keeps them. */
export const noteValues = ({ body, pinned, origin, origin_id, created_at }: Stored) => ({
  body,
  pinned,
  origin,
  origin_id,
  created_at,
})

/** What a change of a note did; null where that is nothing. */
export function noteChanged(
  { id, customer_id, version, ...before }: Pick<Stored, 'id' | 'customer_id' | 'version' | 'body' | 'pinned'>,
  after: { body: string; pinned: boolean },
): RecordChange | null {
  const fields = (['body', 'pinned'] as const).filter((field) => before[field] !== after[field])
  if (fields.length === 0) return null
  const changes = Object.fromEntries(fields.map((field) => [field, [before[field], after[field]] as const]))
  return change(customer_id, id, 'changed', version + 1, changes)
}

export const noteDeleted = (note: Stored) =>
  change(note.customer_id, note.id, 'deleted', note.version, allOf(noteValues(note)))

async function load(ctx: Ctx, ids: readonly string[], purpose: 'read' | 'update'): Promise<PresentRecord[]> {
  const rows = await ctx.rows<Stored>(
    `SELECT id, customer_id, body, origin, origin_id, pinned, created_at, version FROM notes
     WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id ${purpose === 'update' ? 'FOR UPDATE' : ''}`,
    [ctx.workspaceId, ids],
  )
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    version: row.version,
    since: row.created_at,
    values: noteValues(row),
    source: row,
  }))
}

const none: Refusals = new Map()
const say = (ctx: Ctx, name: string, records: readonly { id: string; customerId: string }[]) =>
  emitAll(
    ctx,
    records.map(({ id, customerId }) => ({ name, customerId, subjectId: id, payload: {} })),
  )

async function write(ctx: Ctx, updates: readonly RecordUpdate[]): Promise<Refusals> {
  for (const { present, values } of updates) {
    const { body, pinned } = { ...(present.source as Stored), ...values } as Stored
    const edited = 'body' in values
    await ctx.rows(
      `UPDATE notes SET body = $3, mentions = $4, pinned = $5, updated_at = CASE WHEN $6 THEN $7 ELSE updated_at END,
              version = version + 1
       WHERE workspace_id = $1 AND id = $2`,
      [ctx.workspaceId, present.id, body, await mentionsIn(ctx, body), pinned, edited, ctx.now],
    )
  }
  await say(
    ctx,
    'note.change_undone',
    updates.filter(({ values }) => 'body' in values).map(({ present }) => present),
  )
  return none
}

const columns = {
  workspace_id: 'uuid',
  id: 'uuid',
  customer_id: 'uuid',
  body: 'text',
  origin: 'text',
  origin_id: 'uuid',
  pinned: 'boolean',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  version: 'integer',
}

async function restore(ctx: Ctx, records: readonly RestoredRecord[]): Promise<Refusals> {
  const there = await ctx.rows<{ id: string }>(
    'SELECT id FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) FOR KEY SHARE',
    [ctx.workspaceId, records.map(({ customerId }) => customerId)],
  )
  const known = new Set(there.map(({ id }) => id))
  const going = records.filter(({ customerId }) => known.has(customerId))
  await insertRows(
    ctx,
    'notes',
    columns,
    going.map(({ id, customerId, version, values }) => ({
      ...values,
      workspace_id: ctx.workspaceId,
      id,
      customer_id: customerId,
      updated_at: ctx.now,
      version,
    })),
  )
  for (const { id, values } of going) {
    const mentions = await mentionsIn(ctx, values['body'] as string)
    if (mentions.length > 0)
      await ctx.rows('UPDATE notes SET mentions = $3 WHERE workspace_id = $1 AND id = $2', [
        ctx.workspaceId,
        id,
        mentions,
      ])
  }
  await say(ctx, 'note.restored', going)
  return new Map(records.filter((record) => !going.includes(record)).map(({ id }) => [id, 'gone']))
}

async function remove(ctx: Ctx, records: readonly PresentRecord[]): Promise<void> {
  await ctx.rows('DELETE FROM notes WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [
    ctx.workspaceId,
    records.map(({ id }) => id),
  ])
  await say(ctx, 'note.deleted', records)
}

/** How notes take part in history. */
export const noteHistory: RecordHistory = {
  table: 'notes',
  permissions: { read: 'notes.read', write: 'notes.write', remove: 'notes.write' },
  fields: { body: {}, pinned: {}, origin: {}, origin_id: {}, created_at: {} },
  leftOut: {
    id: 'never changes',
    customer_id: 'stands beside each change',
    mentions: 'follows from the text',
    updated_at: 'is the time of the last change of the text',
    version: 'stands beside each change',
  },
  load,
  write,
  restore,
  remove,
}
