import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { endSessions } from '#platform/sessions/accounts.ts'
import { isLive } from '#platform/sessions/lifetimes.ts'
import { demandHolds } from './access.ts'
import { announceAccess } from './access-changes.ts'
import { accountOf } from './account.ts'
import { deviceInWords } from './devices.ts'
import { findMembership } from './staff-queries.ts'

type Row = {
  id: string
  created_at: string
  last_seen_at: string
  expires_at: string
  ip_address: string | null
  agent: string | null
}

/** Where the person is signed in, the present session first. */
export async function listSessions(ctx: Ctx) {
  const account = await accountOf(ctx)
  const rows = await ctx.app.database.installation.rows<Row>(
    `SELECT "id", "createdAt" AS created_at, "updatedAt" AS last_seen_at, "expiresAt" AS expires_at,
            nullif("ipAddress", '') AS ip_address, "userAgent" AS agent
     FROM auth."session" WHERE "userId" = $1 AND ${isLive('$2')}
     ORDER BY "id" = $3 DESC, "updatedAt" DESC LIMIT 200`,
    [account.id, ctx.now, ctx.sessionId],
  )
  const items = rows.map(({ agent, ...row }) => ({
    ...row,
    current: row.id === ctx.sessionId,
    device: deviceInWords(agent),
  }))
  return { items }
}

export async function endOwnSession(ctx: Ctx, id: string): Promise<undefined> {
  const account = await accountOf(ctx)
  const ended = await ctx.app.database.installation.rows(
    `DELETE FROM auth."session" WHERE "userId" = $1 AND "id" = $2 RETURNING "id"`,
    [account.id, id],
  )
  if (ended.length === 0) throw missing('session')
  announceAccess(ctx)
}

/** Signs a member of staff out everywhere, in every workspace, for a session belongs to the account. */
export async function endStaffSessions(ctx: Ctx, staffId: string): Promise<undefined> {
  const { account_id, access } = await findMembership(ctx, staffId)
  demandHolds(ctx.access, access)
  if (account_id) await endSessions(ctx.app.database.installation, account_id)
  announceAccess(ctx)
}
