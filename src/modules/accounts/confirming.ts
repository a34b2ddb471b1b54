import type { Ctx } from '#platform/context.ts'
import type { Exchange } from '#platform/http/routes.ts'
import type { Account } from '#platform/sessions/accounts.ts'
import { attempt, throttleOf } from './session.ts'

/**
 * Asks a signed-in person for their password as sparingly as a sign-in does: who found an open session must not be
 * able to guess the password through it. @throws AppError sign_in.throttled, and what `check` throws
 */
export async function confirming<T>(
  { app }: Ctx,
  account: Account,
  { request }: Exchange,
  check: () => Promise<T>,
): Promise<T> {
  const about = { account: `confirming ${account.id}`, address: request.ip, device: null }
  await attempt(app, about)
  const result = await check()
  throttleOf(app).succeeded(about)
  return result
}
