import { historyPart } from '#capabilities/history/record.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { emitAll } from '#platform/events/events.ts'
import { mentionsIn } from './mentions.ts'
import { noteAdded, noteChanged } from './note-history.ts'

/** A note that a file brings along or means. */
export type FiledNote = { id: string; customer_id: string; body: string; pinned: boolean; version: number }

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
}

/** Adds notes that a file of notes holds, many at once; who is mentioned in one hears nothing of it. */
export async function addNotes(ctx: Ctx, notes: readonly FiledNote[]): Promise<void> {
  if (notes.length === 0) return
  const common = {
    workspace_id: ctx.workspaceId,
    origin: 'import',
    origin_id: ctx.actor.id,
    created_at: ctx.now,
    updated_at: ctx.now,
  }
  await insertRows(
    ctx,
    'notes',
    columns,
    notes.map(({ id, customer_id, body, pinned }) => ({ ...common, id, customer_id, body, pinned })),
  )
  for (const { id, body } of notes) {
    const mentions = await mentionsIn(ctx, body)
    if (mentions.length > 0)
      await ctx.rows('UPDATE notes SET mentions = $3 WHERE workspace_id = $1 AND id = $2', [
        ctx.workspaceId,
        id,
        mentions,
      ])
  }
  const events = notes.map(({ id, customer_id }) => ({
    name: 'note.added',
    customerId: customer_id,
    subjectId: id,
    payload: {},
  }))
  const added = notes.map(({ id, customer_id }) => noteAdded(customer_id, id))
  await emitAll(ctx, events, [historyPart(ctx, added)])
}

/** Pins those of some notes that are not pinned, and the other way round. */
export async function pinNotes(ctx: Ctx, notes: readonly FiledNote[]): Promise<void> {
  if (notes.length === 0) return
  await ctx.rows(
    `UPDATE notes SET pinned = NOT pinned, version = version + 1 WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`,
    [ctx.workspaceId, notes.map(({ id }) => id)],
  )
  const changes = notes.flatMap((note) => noteChanged(note, { body: note.body, pinned: !note.pinned }) ?? [])
  await emitAll(ctx, [], [historyPart(ctx, changes)])
}
