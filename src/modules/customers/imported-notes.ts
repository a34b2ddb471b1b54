import { uuidv7 } from 'uuidv7'
import { recordChanges } from '#capabilities/history/record.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { noteAdded } from './note-history.ts'

const columns = {
  workspace_id: 'uuid',
  id: 'uuid',
  customer_id: 'uuid',
  body: 'text',
  origin: 'text',
  origin_id: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
}

/** Notes that an import brings along. One that the customer has already, word for word, is not written again. */
export async function addImportedNotes(
  ctx: Ctx,
  notes: readonly { customer_id: string; body: string }[],
  customers: 'new' | 'known',
): Promise<void> {
  if (notes.length === 0) return
  const known = await ctx.rows<{ customer_id: string; body: string }>(
    `SELECT customer_id, body FROM notes WHERE workspace_id = $1 AND origin = 'import' AND customer_id = ANY ($2::uuid[])`,
    [ctx.workspaceId, notes.map((note) => note.customer_id)],
  )
  const had = new Set(known.map(({ customer_id, body }) => `${customer_id} ${body}`))
  const rows = notes
    .filter(({ customer_id, body }) => !had.has(`${customer_id} ${body}`))
    .map(({ customer_id, body }) => ({
      workspace_id: ctx.workspaceId,
      id: uuidv7(),
      customer_id,
      body,
      origin: 'import',
      origin_id: ctx.actor.id,
      created_at: ctx.now,
      updated_at: ctx.now,
    }))
  await insertRows(ctx, 'notes', columns, rows)
  // With a new customer the note goes when its import is undone; beside a known one it must be found again.
  if (customers === 'known')
    await recordChanges(
      ctx,
      rows.map(({ id, customer_id }) => noteAdded(customer_id, id)),
    )
}
