import { createHash, randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { addToAudit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError, missing } from '#platform/errors.ts'
import { accessOfScopes, demandHolds } from './access.ts'
import { announceAccess } from './access-changes.ts'
import { knownAreas } from './area-levels.ts'

export type NewApiKey = { name: string; scopes: readonly string[]; expires_at?: string | null }

/** `rk_` + the workspace's id + `_` + 256 random bits, both base64url. Only the hash of the whole is kept. */
const keyForm = /^rk_([A-Za-z0-9_-]{22})_[A-Za-z0-9_-]{43}$/

export const hashApiKey = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

function newSecret(workspaceId: string): string {
  const workspace = Buffer.from(workspaceId.replaceAll('-', ''), 'hex').toString('base64url')
  return `rk_${workspace}_${randomBytes(32).toString('base64url')}`
}

/** The workspace that an API key names, or undefined when the text is no key at all. */
export function workspaceOfKey(secret: string): string | undefined {
  const bytes = keyForm.exec(secret)?.[1]
  if (!bytes) return undefined
  const hex = Buffer.from(bytes, 'base64url').toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** `administrator`, `<area>.read`, `<area>.write`, `<area>.full`, and the special rights. */
export async function knownScopes(ctx: Ctx): Promise<Set<string>> {
  const { rights } = ctx.app.catalogue
  const levels = (await knownAreas(ctx)).flatMap((area) => [`${area}.read`, `${area}.write`, `${area}.full`])
  return new Set(['administrator', ...levels, ...rights])
}

/** Makes a key that can do no more than who makes it. The secret is in the answer and nowhere else. */
export async function createApiKey(ctx: Ctx, about: NewApiKey) {
  const known = await knownScopes(ctx)
  const unknown = about.scopes.filter((scope) => !known.has(scope))
  if (unknown.length > 0) {
    throw new AppError('invalid', 'scope.unknown', {
      message: `There is no scope ${unknown.join(', ')}. Known are: ${[...known].join(', ')}.`,
      errors: unknown.map((scope) => ({
        pointer: '/scopes',
        code: 'scope.unknown',
        message: `${scope}: unknown`,
      })),
    })
  }
  try {
    demandHolds(ctx.access, { ...accessOfScopes(about.scopes), hiddenFields: ctx.access.hiddenFields })
  } catch (error) {
    throw new AppError('forbidden', 'scope.not_held', { ...(error as AppError).details })
  }
  addToAudit(ctx, { payload: { scopes: about.scopes, expires_at: about.expires_at ?? null } })
  const secret = newSecret(ctx.workspaceId)
  const key = {
    id: uuidv7(),
    name: about.name,
    hint: secret.slice(-4),
    scopes: [...new Set(about.scopes)],
    created_at: ctx.now.toISOString(),
    expires_at: about.expires_at ?? null,
  }
  const created_by = await makerOf(ctx)
  await ctx.run(
    db
      .insertInto('api_keys')
      .values({ workspace_id: ctx.workspaceId, ...key, secret_hash: hashApiKey(secret), created_by }),
  )
  return { ...key, created_by, last_used_at: null, secret }
}

/** The person behind the context; a key that makes a key does so for whoever made it. */
async function makerOf(ctx: Ctx): Promise<string | null> {
  if (ctx.actor.kind === 'staff') return ctx.actor.id
  if (ctx.actor.kind !== 'api-key' || !ctx.actor.id) return null
  const own = db
    .selectFrom('api_keys')
    .select('created_by')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', ctx.actor.id)
  return (await ctx.first(own))?.created_by ?? null
}

/** A new key as the API shows it: with its maker's name. */
export async function withMaker(ctx: Ctx, { created_by, ...key }: Awaited<ReturnType<typeof createApiKey>>) {
  const [maker] = await ctx.rows<{ name: string }>(
    'SELECT name FROM staff_members WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, created_by],
  )
  return { ...key, created_by: maker?.name ?? null }
}

/** Keys that are not revoked, newest first; expired ones too, so that people see why a program stopped. */
export async function listApiKeys(ctx: Ctx) {
  const items = await ctx.rows<{
    id: string
    name: string
    hint: string
    scopes: string[]
    created_by: string | null
    created_at: string
    expires_at: string | null
    last_used_at: string | null
  }>(
    `SELECT k.id, k.name, k.hint, k.scopes, s.name AS created_by, k.created_at, k.expires_at, k.last_used_at
     FROM api_keys k LEFT JOIN staff_members s ON s.workspace_id = k.workspace_id AND s.id = k.created_by
     WHERE k.workspace_id = $1 AND k.revoked_at IS NULL ORDER BY k.id DESC LIMIT 1000`,
    [ctx.workspaceId],
  )
  return { items }
}

export async function revokeApiKey(ctx: Ctx, id: string): Promise<undefined> {
  const revoked = await ctx.run(
    db
      .updateTable('api_keys')
      .set({ revoked_at: ctx.now.toISOString() })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id)
      .where('revoked_at', 'is', null),
  )
  if (revoked === 0) throw missing('api_key')
  announceAccess(ctx)
}
