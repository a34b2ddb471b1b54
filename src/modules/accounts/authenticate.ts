import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app.ts'
import type { Principal } from '#platform/context.ts'
import { cookieName, signedCookie } from '#platform/sessions/cookies.ts'
import { isLive } from '#platform/sessions/lifetimes.ts'
import { type Known, principalsOf } from '#platform/sessions/principals.ts'
import { accessOfScopes, narrow, readStaffAccess } from './access.ts'
import { hashApiKey, workspaceOfKey } from './api-keys.ts'
import { makeTouch, type Touch } from './last-seen.ts'

/** The cookie that says which of their workspaces somebody works in. It opens nothing: membership is checked. */
export const workspaceCookie = 'workspace'

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')

/**
 * Finds who sends a request: by API key where an `Authorization` header is sent, else by session cookie.
 * Null when nobody does, also for a key or session that is wrong, expired or revoked.
 */
export function makeAuthenticate(app: App): (request: FastifyRequest) => Promise<Principal | null> {
  const principals = principalsOf(app)
  const touch = makeTouch(app)
  return async (request) => {
    const { authorization } = request.headers
    if (authorization !== undefined) {
      const key = /^Bearer (\S{1,200})$/i.exec(authorization)?.[1]
      return key ? principals.recall(digest(key), () => findByKey(app, key, touch)) : null
    }
    const cookie = request.cookies[cookieName(app.settings, 'session_token')]
    if (!cookie) return null
    const wanted = request.cookies[cookieName(app.settings, workspaceCookie)] ?? ''
    return principals.recall(digest(`${cookie}\n${wanted}`), async () => {
      const token = signedCookie(request, app.settings, 'session_token')
      // The stream of hints is opened by the page, not by the person: it keeps no session from growing idle.
      const watching = request.routeOptions.url === '/api/v1/live'
      return token ? findBySession(app, token, wanted, watching ? null : touch) : null
    })
  }
}

type KeyRow = {
  id: string
  name: string
  scopes: string[]
  created_by: string | null
  expires_at: string | null
}

async function findByKey(app: App, secret: string, touch: Touch): Promise<Known | null> {
  const workspaceId = workspaceOfKey(secret)
  if (!workspaceId) return null
  const reader = app.database.reader(workspaceId)
  const [key] = await reader.rows<KeyRow>(
    `SELECT id, name, scopes, created_by, expires_at FROM api_keys
     WHERE workspace_id = $1 AND secret_hash = $2 AND revoked_at IS NULL`,
    [workspaceId, hashApiKey(secret)],
  )
  if (!key) return null
  const until = key.expires_at ? Date.parse(key.expires_at) : Number.POSITIVE_INFINITY
  if (until <= Date.now()) return null
  const maker = key.created_by ? await readStaffAccess(reader, workspaceId, key.created_by) : null
  if (maker && maker.status !== 'active') return null
  const scoped = accessOfScopes(key.scopes)
  touch.key(workspaceId, key.id)
  return {
    until,
    principal: {
      workspaceId,
      actor: { kind: 'api-key', id: key.id, name: key.name },
      access: maker ? narrow(scoped, maker.access) : scoped,
      language: maker?.language ?? 'en',
      sessionId: null,
      accountId: null,
    },
  }
}

type SessionRow = { id: string; account_id: string; expires_at: string }
type Membership = { workspace_id: string; staff_id: string }

async function findBySession(
  app: App,
  token: string,
  wanted: string,
  touch: Touch | null,
): Promise<Known | null> {
  const { installation } = app.database
  const [session] = await installation.rows<SessionRow>(
    `SELECT "id", "userId" AS account_id, "expiresAt" AS expires_at FROM auth."session" WHERE "token" = $1 AND ${isLive('$2')}`,
    [token, new Date()],
  )
  if (!session) return null
  const memberships = await installation.rows<Membership>(
    `SELECT m.workspace_id, m.staff_id FROM installation.memberships m
     JOIN installation.workspaces w ON w.id = m.workspace_id
     WHERE m.account_id = $1 ORDER BY m.workspace_id::text = $2 DESC, w.created_at, w.id LIMIT 100`,
    [session.account_id, wanted],
  )
  for (const { workspace_id, staff_id } of memberships) {
    const staff = await readStaffAccess(app.database.reader(workspace_id), workspace_id, staff_id)
    if (staff?.status !== 'active') continue
    touch?.session(workspace_id, staff_id, session.id)
    return {
      until: Date.parse(session.expires_at),
      principal: {
        workspaceId: workspace_id,
        actor: { kind: 'staff', id: staff_id, name: staff.name },
        access: staff.access,
        language: staff.language,
        sessionId: session.id,
        accountId: session.account_id,
      },
    }
  }
  return null
}
