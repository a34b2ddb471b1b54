import type { Ctx } from '#platform/context.ts'
import { AppError, invalid } from '#platform/errors.ts'
import type { Exchange } from '#platform/http/routes.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  Refused,
} from '#platform/sessions/sign-in.ts'
import { announceAccess } from './access-changes.ts'
import { accountOf } from './account.ts'
import { confirming } from './confirming.ts'
import { passwordWrong } from './password.ts'

/** The engine's refusals in our words. */
function inOurWords(error: unknown): unknown {
  if (!(error instanceof Refused)) return error
  if (error.code === 'INVALID_PASSWORD') return passwordWrong('/password')
  if (error.code === 'TOTP_ALREADY_ENABLED')
    return new AppError('conflict', 'second_factor.present', {
      message: 'A second factor is on already. Switch it off first to begin with another.',
    })
  return invalid('second_factor.refused', [
    {
      pointer: '/code',
      code: 'second_factor.refused',
      message: 'This code does not fit. Check the clock of your phone and take the newest code.',
    },
  ])
}

const asked = <T>(asking: Promise<T>): Promise<T> =>
  asking.catch((error) => {
    throw inOurWords(error)
  })

/** The secret for an authenticator app and ten recovery codes. It counts once a first code confirms it. */
export async function startSecondFactor(ctx: Ctx, { password }: { password: string }, exchange: Exchange) {
  const account = await accountOf(ctx)
  const { uri, recoveryCodes } = await confirming(ctx, account, exchange, () =>
    asked(beginSecondFactor(ctx.app, exchange, password)),
  )
  return { uri, recovery_codes: recoveryCodes }
}

/** Switches the second factor on with a first code. The session gets a new token. */
export async function switchOnSecondFactor(ctx: Ctx, { code }: { code: string }, exchange: Exchange) {
  await accountOf(ctx)
  await asked(confirmSecondFactor(ctx.app, exchange, code))
  announceAccess(ctx)
  return { done: true as const }
}

export async function switchOffSecondFactor(
  ctx: Ctx,
  { password }: { password: string },
  exchange: Exchange,
) {
  const account = await accountOf(ctx)
  await confirming(ctx, account, exchange, () => asked(endSecondFactor(ctx.app, exchange, password)))
  announceAccess(ctx)
  return { done: true as const }
}
