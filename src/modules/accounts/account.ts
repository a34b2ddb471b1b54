import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import type { Account } from '#platform/sessions/accounts.ts'
import { readAccount } from '#platform/sessions/accounts.ts'

/** The account behind the session. @throws AppError session.needed for API keys, which have none */
export async function accountOf(ctx: Ctx): Promise<Account> {
  const account = ctx.accountId ? await readAccount(ctx.app.database.installation, ctx.accountId) : undefined
  if (account) return account
  throw new AppError('forbidden', 'session.needed', {
    message: 'This is for people who are signed in; an API key cannot do it.',
  })
}
