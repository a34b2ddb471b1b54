import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app.ts'
import { type AuditFact, audit } from '#platform/audit.ts'
import { inTransaction, type Principal } from '#platform/context.ts'
import { loginName } from '#platform/sessions/accounts.ts'

/** An account by its id, its address, or a sign-in of it that waits for the second factor. */
export type AccountKey = { id: string } | { email: string } | { waiting: string }

const wheres = {
  id: 'm.account_id = $1',
  email: 'm.account_id = (SELECT "id" FROM auth."user" WHERE "email" = $1)',
  waiting: 'm.account_id = (SELECT "value" FROM auth."verification" WHERE "identifier" = $1 LIMIT 1)',
}

/** Everybody that the account is, in every workspace that it opens. */
async function selvesOf(app: App, key: AccountKey): Promise<Principal[]> {
  const [by, value] = Object.entries(key)[0] as [keyof typeof wheres, string]
  const rows = await app.database.installation.rows<{ workspace_id: string; staff_id: string; name: string }>(
    `SELECT m.workspace_id, m.staff_id, s.name FROM installation.memberships m
     JOIN staff_members s ON s.workspace_id = m.workspace_id AND s.id = m.staff_id
     WHERE ${wheres[by]} ORDER BY m.workspace_id LIMIT 100`,
    [by === 'email' ? loginName(value) : value],
  )
  return rows.map(({ workspace_id, staff_id, name }) => ({
    workspaceId: workspace_id,
    actor: { kind: 'staff', id: staff_id, name },
    access: { administrator: false, permissions: new Set(), hiddenFields: new Set() },
    language: 'en',
    sessionId: null,
    accountId: null,
  }))
}

const withAddress = (fact: AuditFact, ip: string): AuditFact => ({
  ...fact,
  payload: { ...fact.payload, ip },
})

/** Writes what an account did to the audit trail of every workspace that it opens: sign-in belongs to none of them. */
export async function tellAccount(
  app: App,
  { id: requestId, ip }: Pick<FastifyRequest, 'id' | 'ip'>,
  key: AccountKey,
  fact: AuditFact,
): Promise<void> {
  for (const self of await selvesOf(app, key))
    await inTransaction(app, self, requestId, (ctx) => audit(ctx, withAddress(fact, ip)))
}

/**
 * The same for what was refused. It is written a moment later and once a minute at most, so that guessing does not
 * fill the trail; and it takes as long for an address that nobody has.
 */
export async function tellRefused(
  app: App,
  { id: requestId, ip }: Pick<FastifyRequest, 'id' | 'ip'>,
  key: AccountKey,
  fact: AuditFact,
): Promise<void> {
  for (const self of await selvesOf(app, key))
    app.audit.look(self, requestId, withAddress({ ...fact, outcome: 'refused' }, ip))
}
