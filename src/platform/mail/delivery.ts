import { createTransport, type Transporter } from 'nodemailer'
import type { App } from '../app.ts'
import type { JobHandlers } from '../jobs/jobs.ts'
import { traced } from '../operate/trace.ts'
import { deliveryAttempts, withoutSecrets } from './mailer.ts'

type Waiting = {
  id: string
  recipient: string
  subject: string
  body_text: string
  body_html: string | null
  created_at: string
  attempts: number
}

/** The queue's task that hands a mail to the mail server. It throws where the queue should try again. */
export function mailJobs(app: App): JobHandlers {
  let transport: Transporter | undefined
  return {
    'mail.send': async ({ id }, { principal }) => {
      const { smtpUrl } = app.settings
      if (!smtpUrl) return
      transport ??= createTransport(smtpUrl, { connectionTimeout: 10_000, socketTimeout: 30_000 } as never)
      await deliver(app, transport, principal.workspaceId, String(id))
    },
  }
}

async function deliver(app: App, transport: Transporter, workspaceId: string, id: string): Promise<void> {
  const own = app.database.reader(workspaceId)
  const [mail] = await own.rows<Waiting>(
    `UPDATE outbox_mails SET attempts = attempts + 1 WHERE workspace_id = $1 AND id = $2 AND state = 'queued'
     RETURNING id, recipient, subject, body_text, body_html, created_at, attempts`,
    [workspaceId, id],
  )
  if (!mail) return
  const send = () =>
    transport.sendMail({
      from: app.settings.mailFrom,
      to: { name: '', address: mail.recipient },
      subject: mail.subject,
      text: mail.body_text,
      ...(mail.body_html && { html: mail.body_html }),
      date: new Date(mail.created_at),
      // The same at every attempt, so that a mail server which had it already can tell.
      messageId: `<${mail.id}@${new URL(app.settings.url).hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  try {
    await traced(app.tracing, 'mail', { kind: 'client' }, send)
  } catch (error) {
    const { mails } = app.metrics
    await own.rows(
      `UPDATE outbox_mails SET error = $3, state = CASE WHEN attempts >= ${deliveryAttempts} THEN 'failed' ELSE state END
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, reason(error)],
    )
    mails.inc({ outcome: isFinal(error) || mail.attempts >= deliveryAttempts ? 'failed' : 'deferred' })
    if (isFinal(error)) {
      await own.rows(`UPDATE outbox_mails SET state = 'failed' WHERE workspace_id = $1 AND id = $2`, [
        workspaceId,
        id,
      ])
      return
    }
    // The reason may name the recipient; it stays with the mail and out of the log.
    throw new Error(`Mail ${id} was not taken; it will be tried again.`)
  }
  app.metrics.mails.inc({ outcome: 'sent' })
  // What was sent stays readable, but for its links: they are with the recipient now, and nobody else's.
  await own.rows(
    `UPDATE outbox_mails SET state = 'sent', sent_at = $3, error = NULL, body_text = $4, body_html = $5
     WHERE workspace_id = $1 AND id = $2`,
    [
      workspaceId,
      id,
      new Date(),
      withoutSecrets(mail.body_text),
      mail.body_html && withoutSecrets(mail.body_html),
    ],
  )
}

/** A 5xx answer of the mail server is for good (RFC 5321, 4.2.1), except to signing in, which may be mended. */
const isFinal = (error: unknown): boolean => {
  const { responseCode, code } = error as { responseCode?: number; code?: string }
  return responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH'
}

const reason = (error: unknown): string => (error as Error).message.slice(0, 500)
