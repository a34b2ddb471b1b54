import type { z } from 'zod'
import type { Ctx } from '#platform/context.ts'
import { AppError, missing } from '#platform/errors.ts'
import { cutPage, decodeCursor, isId } from '#platform/http/paging.ts'
import { enqueueDelivery, withoutSecrets } from '#platform/mail/mailer.ts'
import type { outboxMail } from './contract.ts'

export type OutboxMail = z.output<typeof outboxMail>

const columns = 'id, recipient, subject, body_text, kind, state, attempts, error, created_at, sent_at'

/** Links that let somebody in are for administrators alone, and only where mail cannot reach who they are for. */
const shown = (ctx: Ctx, mail: OutboxMail): OutboxMail =>
  mail.state === 'kept' && ctx.access.administrator
    ? mail
    : { ...mail, body_text: withoutSecrets(mail.body_text) }

/** The mails of the workspace, newest first. */
export async function listOutbox(ctx: Ctx, { limit, cursor }: { limit: number; cursor?: string }) {
  const after = decodeCursor(cursor, isId) ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  const found = await ctx.rows<OutboxMail>(
    `SELECT ${columns} FROM outbox_mails WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3`,
    [ctx.workspaceId, after, limit + 1],
  )
  const { rows, next_cursor } = cutPage(found, limit, (row) => row.id)
  return { items: rows.map((row) => shown(ctx, row)), next_cursor, smtp_configured: ctx.app.mail.configured }
}

/** Tries a mail again that failed for good, or that was kept before a mail server was set. */
export async function retryMail(ctx: Ctx, id: string): Promise<OutboxMail> {
  const [mail] = await ctx.rows<OutboxMail>(
    `SELECT ${columns} FROM outbox_mails WHERE workspace_id = $1 AND id = $2 FOR UPDATE`,
    [ctx.workspaceId, id],
  )
  if (!mail) throw missing('mail')
  if (!ctx.app.mail.configured) {
    throw new AppError('conflict', 'mail.not_configured', {
      message: 'No mail server is set. Set SMTP_URL and start again; until then read the mail here.',
    })
  }
  if (mail.state !== 'failed' && mail.state !== 'kept') {
    throw new AppError('conflict', 'mail.not_failed', { message: 'This mail was sent, or is on its way.' })
  }
  const [queued] = await ctx.rows<OutboxMail>(
    `UPDATE outbox_mails SET state = 'queued', attempts = 0, error = NULL WHERE workspace_id = $1 AND id = $2 RETURNING ${columns}`,
    [ctx.workspaceId, id],
  )
  await enqueueDelivery(ctx, id)
  return shown(ctx, queued!)
}
