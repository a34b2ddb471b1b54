import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { cutPage, decodeCursor, isId } from '#platform/http/paging.ts'
import type { notification as shape } from './contract.ts'
import { wordsFor } from './words.ts'

export type Notification = z.output<typeof shape>

export type News = {
  /** Staff members; who causes the news is not told of it. */
  recipients: readonly string[]
  kind: string
  customerId?: string
  subjectId?: string
  payload: Record<string, unknown>
}

const columns = {
  workspace_id: 'uuid',
  id: 'uuid',
  recipient_id: 'uuid',
  kind: 'text',
  customer_id: 'uuid',
  subject_id: 'uuid',
  payload: 'jsonb',
  created_at: 'timestamptz',
}

/** Tells staff members, in the verb's transaction; their toolbar shows it as soon as it is committed. */
export async function notify(ctx: Ctx, news: News): Promise<void> {
  const recipients = [...new Set(news.recipients)].filter(
    (id) => !(ctx.actor.kind === 'staff' && ctx.actor.id === id),
  )
  const rows = recipients.map((recipient_id) => ({
    workspace_id: ctx.workspaceId,
    id: uuidv7(),
    recipient_id,
    kind: news.kind,
    customer_id: news.customerId ?? null,
    subject_id: news.subjectId ?? null,
    payload: news.payload,
    created_at: ctx.now,
  }))
  await insertRows(ctx, 'notifications', columns, rows)
  for (const staffId of recipients) refresh(ctx, staffId)
}

const refresh = (ctx: Ctx, staffId: string) =>
  ctx.afterCommit(() =>
    ctx.app.live.publish({ workspaceId: ctx.workspaceId, staffId, topic: 'notifications' }),
  )

/** The staff member who asks; programs have no notifications. */
const own = (ctx: Ctx): string =>
  (ctx.actor.kind === 'staff' && ctx.actor.id) || '00000000-0000-0000-0000-000000000000'

export async function listNotifications(ctx: Ctx, { limit, cursor }: { limit: number; cursor?: string }) {
  const after = decodeCursor(cursor, isId) ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  const [found, unread] = await Promise.all([
    ctx.rows<Omit<Notification, 'text'>>(
      `SELECT id, kind, customer_id, subject_id, payload, created_at, read_at FROM notifications
       WHERE workspace_id = $1 AND recipient_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4`,
      [ctx.workspaceId, own(ctx), after, limit + 1],
    ),
    countUnread(ctx),
  ])
  const { rows, next_cursor } = cutPage(found, limit, (row) => row.id)
  return {
    items: rows.map((row) => ({ ...row, text: wordsFor(row.kind, row.payload, ctx.language) })),
    next_cursor,
    unread,
  }
}

/** Unread ones, at most 100: the bell shows "99+" beyond. */
async function countUnread(ctx: Ctx): Promise<number> {
  const [row] = await ctx.rows<{ unread: number }>(
    `SELECT count(*)::int AS unread FROM (SELECT 1 FROM notifications WHERE workspace_id = $1 AND recipient_id = $2 AND read_at IS NULL LIMIT 100) AS newest`,
    [ctx.workspaceId, own(ctx)],
  )
  return row!.unread
}

export async function markRead(ctx: Ctx, ids: readonly string[] | 'all'): Promise<{ unread: number }> {
  await ctx.rows(
    `UPDATE notifications SET read_at = $3
     WHERE workspace_id = $1 AND recipient_id = $2 AND read_at IS NULL AND ($4::uuid[] IS NULL OR id = ANY ($4))`,
    [ctx.workspaceId, own(ctx), ctx.now, ids === 'all' ? null : ids],
  )
  refresh(ctx, own(ctx))
  return { unread: await countUnread(ctx) }
}
