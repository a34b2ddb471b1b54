import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { historyPart } from '#capabilities/history/record.ts'
import { collapseLines } from '#lib/text.ts'
import { notify } from '#modules/notifications/notification.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { emit, emitAll } from '#platform/events/events.ts'
import { cutPage, decodeCursor, isId } from '#platform/http/paging.ts'
import type { customersContract } from './contract.ts'
import { displayName, type Kind } from './draft.ts'
import { stale } from './groups.ts'
import { mentionsIn } from './mentions.ts'
import { noteAdded, noteChanged, noteDeleted } from './note-history.ts'

export type Note = z.output<(typeof customersContract)['POST /customers/:id/notes']['response']>

const select = `SELECT n.id, n.customer_id, n.body, n.origin, n.pinned, n.created_at, n.updated_at, n.version,
    json_build_object('id', n.origin_id, 'name', coalesce(CASE n.origin
      WHEN 'staff' THEN (SELECT name FROM staff_members s WHERE s.workspace_id = n.workspace_id AND s.id = n.origin_id)
      WHEN 'api' THEN (SELECT name FROM api_keys k WHERE k.workspace_id = n.workspace_id AND k.id = n.origin_id)
      WHEN 'import' THEN (SELECT file_name FROM imports i WHERE i.workspace_id = n.workspace_id AND i.id = n.origin_id)
    END, 'Regulars')) AS author,
    coalesce((SELECT json_agg(json_build_object('id', s.id, 'name', s.name) ORDER BY s.name) FROM staff_members s
      WHERE s.workspace_id = n.workspace_id AND s.id = ANY (n.mentions)), '[]') AS mentions
  FROM notes n WHERE n.workspace_id = $1`

type Position = [pinned: boolean, id: string]
const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'boolean' && isId(value[1])

export async function listNotes(
  ctx: Ctx,
  customerId: string,
  { limit, cursor }: { limit: number; cursor?: string },
) {
  const after = decodeCursor(cursor, isPosition)
  await demandCustomer(ctx, customerId)
  const found = await ctx.rows<Note>(
    `${select} AND n.customer_id = $2 ${after ? 'AND (n.pinned, n.id) < ($4, $5::uuid)' : ''}
     ORDER BY n.pinned DESC, n.id DESC LIMIT $3`,
    [ctx.workspaceId, customerId, limit + 1, ...(after ?? [])],
  )
  const { rows, next_cursor } = cutPage(found, limit, (note): Position => [note.pinned, note.id])
  return { items: rows, next_cursor }
}

type Owner = Parameters<typeof displayName>[0] & { kind: Kind; number: number }

async function demandCustomer(ctx: Ctx, id: string): Promise<Owner> {
  const [found] = await ctx.rows<Owner>(
    'SELECT kind, number, first_name, last_name, company_name FROM customers WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, id],
  )
  if (!found) throw missing('customer')
  return found
}

async function findNote(ctx: Ctx, id: string): Promise<Note> {
  const [note] = await ctx.rows<Note>(`${select} AND n.id = $2 FOR UPDATE OF n`, [ctx.workspaceId, id])
  if (!note) throw missing('note')
  return note
}

async function tellMentioned(
  ctx: Ctx,
  customerId: string,
  noteId: string,
  recipients: readonly string[],
): Promise<void> {
  if (recipients.length === 0) return
  const customer = displayName(await demandCustomer(ctx, customerId))
  await notify(ctx, {
    recipients,
    kind: 'note.mention',
    customerId,
    subjectId: noteId,
    payload: { by: ctx.actor.name, customer },
  })
}

const originOf = (ctx: Ctx) =>
  ctx.actor.kind === 'api-key' ? 'api' : ctx.actor.kind === 'import' ? 'import' : 'staff'

export async function addNote(
  ctx: Ctx,
  customerId: string,
  input: { body: string; pinned: boolean },
): Promise<Note> {
  await demandCustomer(ctx, customerId)
  const id = uuidv7()
  const body = collapseLines(input.body)
  const mentions = await mentionsIn(ctx, body)
  await ctx.rows(
    `INSERT INTO notes (workspace_id, id, customer_id, body, mentions, origin, origin_id, pinned, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [ctx.workspaceId, id, customerId, body, mentions, originOf(ctx), ctx.actor.id, input.pinned, ctx.now],
  )
  await emit(ctx, 'note.added', { customerId, subjectId: id, payload: {} }, [
    historyPart(ctx, [noteAdded(customerId, id)]),
  ])
  await tellMentioned(ctx, customerId, id, mentions)
  return findNote(ctx, id)
}

export async function changeNote(
  ctx: Ctx,
  id: string,
  change: { body?: string; pinned?: boolean },
  seen: number | undefined,
): Promise<Note> {
  const before = await findNote(ctx, id)
  if (seen !== undefined && seen !== before.version) throw stale(before)
  const body = change.body === undefined ? before.body : collapseLines(change.body)
  const mentions = await mentionsIn(ctx, body)
  const pinned = change.pinned ?? before.pinned
  const kept = noteChanged(before, { body, pinned })
  if (!kept) return before
  await ctx.rows(
    `UPDATE notes SET body = $3, mentions = $4, pinned = $5, updated_at = $6, version = version + 1
     WHERE workspace_id = $1 AND id = $2`,
    // Pinning is no edit: the time shown as that of the text stays.
    [ctx.workspaceId, id, body, mentions, pinned, body === before.body ? before.updated_at : ctx.now],
  )
  // Pinning is not told on the timeline.
  const events =
    body === before.body
      ? []
      : [{ name: 'note.changed', customerId: before.customer_id, subjectId: id, payload: {} }]
  await emitAll(ctx, events, [historyPart(ctx, [kept])])
  const known = new Set(before.mentions.map((member) => member.id))
  await tellMentioned(
    ctx,
    before.customer_id,
    id,
    mentions.filter((member) => !known.has(member)),
  )
  return findNote(ctx, id)
}

export async function deleteNote(ctx: Ctx, id: string): Promise<undefined> {
  const note = await findNote(ctx, id)
  await ctx.rows('DELETE FROM notes WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
  const kept = noteDeleted({ ...note, origin_id: note.author.id })
  await emit(ctx, 'note.deleted', { customerId: note.customer_id, subjectId: id, payload: {} }, [
    historyPart(ctx, [kept]),
  ])
  return undefined
}
