import type { App } from '#platform/app.ts'

/** What is kept for a while only: answers of writes for a day, finished jobs for 30 days, read notifications for 90. */
const kept = [
  `DELETE FROM idempotency_keys WHERE workspace_id = $1 AND created_at < $2::timestamptz - interval '1 day'`,
  `DELETE FROM background_jobs WHERE workspace_id = $1 AND finished_at < $2::timestamptz - interval '30 days'`,
  `DELETE FROM notifications WHERE workspace_id = $1 AND read_at < $2::timestamptz - interval '90 days'`,
  `DELETE FROM outbox_mails WHERE workspace_id = $1 AND created_at < $2::timestamptz - interval '90 days'`,
]

/** What has an end of its own, beyond any workspace. */
const outlived = [
  'DELETE FROM installation.tokens WHERE expires_at < $1',
  'DELETE FROM auth."session" WHERE "expiresAt" < $1',
  'DELETE FROM auth."verification" WHERE "expiresAt" < $1',
]

export async function purge(app: App): Promise<void> {
  const now = new Date()
  const workspaces = await app.database.installation.rows<{ id: string }>(
    'SELECT id FROM installation.workspaces',
  )
  for (const { id } of workspaces) {
    for (const statement of kept) await app.database.reader(id).rows(statement, [id, now])
  }
  for (const statement of outlived) await app.database.installation.rows(statement, [now])
}
