import { createHash, randomBytes } from 'node:crypto'
import { db } from '#platform/database/builder.ts'
import type { Queryable } from '#platform/database/database.ts'
import { AppError } from '#platform/errors.ts'

/** Single-use links. Only hashes are kept: who reads the database cannot follow them. */
export const newToken = (): string => randomBytes(32).toString('base64url')
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

export const tokenInvalid = () =>
  new AppError('missing', 'token.invalid', {
    message: 'This link was used already, has expired, or is not complete. Ask for a new one.',
  })

type About = {
  purpose: 'setup' | 'invitation'
  workspaceId: string | null
  staffId: string | null
  now: Date
  expiresAt: Date
}

export async function keepToken(tx: Queryable, token: string, about: About): Promise<void> {
  await tx.run(
    db.insertInto('installation.tokens').values({
      token_hash: hashToken(token),
      purpose: about.purpose,
      workspace_id: about.workspaceId,
      staff_id: about.staffId,
      created_at: about.now.toISOString(),
      expires_at: about.expiresAt.toISOString(),
    }),
  )
}

export type Found = { workspace_id: string | null; staff_id: string | null }

/** What an unused, unexpired token stands for. @throws AppError token.invalid */
export async function findToken(
  tx: Queryable,
  purpose: About['purpose'],
  token: string,
  now: Date,
): Promise<Found> {
  const found = await tx.first(
    db
      .selectFrom('installation.tokens')
      .select(['workspace_id', 'staff_id'])
      .where('token_hash', '=', hashToken(token))
      .where('purpose', '=', purpose)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now.toISOString()),
  )
  if (!found) throw tokenInvalid()
  return found
}

/** Uses a token up, at most once whatever runs in parallel. @throws AppError token.invalid */
export async function spendToken(
  tx: Queryable,
  purpose: About['purpose'],
  token: string,
  now: Date,
): Promise<Found> {
  const [used] = await tx.rows<Found>(
    `UPDATE installation.tokens SET used_at = $3
     WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
     RETURNING workspace_id, staff_id`,
    [hashToken(token), purpose, now],
  )
  if (!used) throw tokenInvalid()
  return used
}
