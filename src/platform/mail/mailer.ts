import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import { db } from '../database/builder.ts'
import type { Settings } from '../settings.ts'

export type Mail = {
  /** One address. */
  to: string
  /** What it is for, e.g. `invitation`; shown in the outbox. */
  kind: string
  subject: string
  text: string
  html?: string
}

export type Mailer = {
  /** Whether mail leaves; otherwise it is kept for administrators to read. */
  configured: boolean
  /** Puts a mail into the outbox in the verb's transaction: it leaves if and only if that commits. */
  send(ctx: Ctx, mail: Mail): Promise<string>
}

/** Attempts over about three days, by the queue's growing pauses. */
export const deliveryAttempts = 20

/** A header is one line (RFC 5322, 2.2); names that people chose end up in subjects. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

export function makeMailer({ smtpUrl }: Pick<Settings, 'smtpUrl'>): Mailer {
  const configured = smtpUrl !== null
  return {
    configured,
    async send(ctx, { to, kind, subject, text, html }) {
      const id = uuidv7()
      await ctx.run(
        db.insertInto('outbox_mails').values({
          workspace_id: ctx.workspaceId,
          id,
          recipient: oneLine(to),
          subject: oneLine(subject).slice(0, 300),
          body_text: text,
          body_html: html ?? null,
          kind,
          state: configured ? 'queued' : 'kept',
          created_at: ctx.now.toISOString(),
        }),
      )
      ctx.afterCommit(() => ctx.app.metrics.mails.inc({ outcome: configured ? 'queued' : 'kept' }))
      if (configured) await enqueueDelivery(ctx, id)
      return id
    },
  }
}

export const enqueueDelivery = (ctx: Ctx, id: string): Promise<void> =>
  ctx.app.jobs.enqueue(ctx, 'mail.send', { id }, { jobKey: `mail:${id}`, maxAttempts: deliveryAttempts })

/** A mail's text with the tokens of its links (256 bits in base64url) taken out. */
export const withoutSecrets = (text: string): string => text.replace(/[A-Za-z0-9_-]{43}/g, '…')
