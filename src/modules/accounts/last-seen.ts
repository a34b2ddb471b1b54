import type { App } from '#platform/app.ts'

/** Notes when keys, people and sessions were last used: after the answer, and once a minute at most. */
export type Touch = {
  key(workspaceId: string, keyId: string): void
  session(workspaceId: string, staffId: string, sessionId: string): void
}

const pause = 60_000
const most = 10_000

export function makeTouch(app: App): Touch {
  const noted = new Map<string, number>()
  function once(id: string, note: () => Promise<unknown>): void {
    const now = Date.now()
    if ((noted.get(id) ?? 0) > now - pause) return
    if (noted.size >= most) noted.clear()
    noted.set(id, now)
    note().catch((error) => app.log.warn({ err: error }, 'last use was not noted'))
  }
  return {
    key: (workspaceId, keyId) =>
      once(keyId, () =>
        app.database
          .reader(workspaceId)
          .rows('UPDATE api_keys SET last_used_at = $3 WHERE workspace_id = $1 AND id = $2', [
            workspaceId,
            keyId,
            new Date(),
          ]),
      ),
    session: (workspaceId, staffId, sessionId) =>
      once(sessionId, async () => {
        const now = new Date()
        await app.database.installation.rows(`UPDATE auth."session" SET "updatedAt" = $2 WHERE "id" = $1`, [
          sessionId,
          now,
        ])
        await app.database
          .reader(workspaceId)
          .rows('UPDATE staff_members SET last_seen_at = $3 WHERE workspace_id = $1 AND id = $2', [
            workspaceId,
            staffId,
            now,
          ])
      }),
  }
}
