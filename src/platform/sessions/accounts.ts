import { randomBytes, randomUUID } from 'node:crypto'
import type { Queryable } from '../database/database.ts'

// The rows that better-auth keeps, written directly where they must commit together with rows of ours.

/** Sign-in addresses are compared without regard to case and surrounding space. */
export const loginName = (email: string): string => email.trim().toLowerCase()

export type Account = { id: string; name: string; email: string; two_factor: boolean }

const columns = `u."id", u."name", u."email", coalesce(u."twoFactorEnabled", false) AS two_factor`

export async function findAccount(tx: Queryable, email: string): Promise<Account | undefined> {
  const [row] = await tx.rows<Account>(`SELECT ${columns} FROM auth."user" u WHERE u."email" = $1`, [
    loginName(email),
  ])
  return row
}

export async function readAccount(tx: Queryable, id: string): Promise<Account | undefined> {
  const [row] = await tx.rows<Account>(`SELECT ${columns} FROM auth."user" u WHERE u."id" = $1`, [id])
  return row
}

/** @param passwordHash from `hashPassword`; hash before the transaction begins, for it takes its time. */
export async function createAccount(
  tx: Queryable,
  about: { name: string; email: string; passwordHash: string },
): Promise<string> {
  const id = randomUUID()
  const now = new Date()
  await tx.rows(
    `INSERT INTO auth."user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt") VALUES ($1, $2, $3, true, $4, $4)`,
    [id, about.name, loginName(about.email), now],
  )
  await tx.rows(
    `INSERT INTO auth."account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
     VALUES ($1, $2, 'credential', $2, $3, $4, $4)`,
    [randomUUID(), id, about.passwordHash, now],
  )
  return id
}

/** Sets the password; null leaves the account without one, so that no password opens it. */
export async function setPasswordHash(tx: Queryable, accountId: string, hash: string | null): Promise<void> {
  await tx.rows(
    `UPDATE auth."account" SET "password" = $2, "updatedAt" = $3 WHERE "userId" = $1 AND "providerId" = 'credential'`,
    [accountId, hash, new Date()],
  )
}

export async function readPasswordHash(tx: Queryable, accountId: string): Promise<string | null> {
  const [row] = await tx.rows<{ password: string | null }>(
    `SELECT "password" AS password FROM auth."account" WHERE "userId" = $1 AND "providerId" = 'credential'`,
    [accountId],
  )
  return row?.password ?? null
}

/** Ends all sessions of an account, or all but one; with all, also half-finished sign-ins, open links and trusted devices. */
export async function endSessions(
  tx: Queryable,
  accountId: string,
  exceptId: string | null = null,
): Promise<void> {
  await tx.rows(`DELETE FROM auth."session" WHERE "userId" = $1 AND ($2::text IS NULL OR "id" <> $2)`, [
    accountId,
    exceptId,
  ])
  if (exceptId === null) await tx.rows(`DELETE FROM auth."verification" WHERE "value" = $1`, [accountId])
}

/** Gives a session a new token, so that whoever knew the old one is out. Null when the session is not there any more. */
export async function renewToken(
  tx: Queryable,
  sessionId: string,
): Promise<{ token: string; created_at: string; expires_at: string } | null> {
  const token = randomBytes(24).toString('base64url')
  const [renewed] = await tx.rows<{ created_at: string; expires_at: string }>(
    `UPDATE auth."session" SET "token" = $2 WHERE "id" = $1
     RETURNING "createdAt" AS created_at, "expiresAt" AS expires_at`,
    [sessionId, token],
  )
  return renewed ? { token, ...renewed } : null
}
