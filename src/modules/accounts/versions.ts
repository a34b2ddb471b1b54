import { AppError } from '#platform/errors.ts'

/** @throws AppError version.stale, with the present record, when the caller saw another version */
export async function demandVersion(
  present: number,
  seen: number | undefined,
  current: () => Promise<unknown>,
): Promise<void> {
  if (seen === undefined || seen === present) return
  throw new AppError('stale', 'version.stale', {
    message: 'Somebody else changed this meanwhile. Nothing was overwritten; look at it again.',
    params: { current: await current() },
  })
}
