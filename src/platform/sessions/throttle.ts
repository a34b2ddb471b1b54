/** Somebody trying to sign in. `device` names a browser that signed in to this account before. */
export type Attempt = { account: string; address: string; device: string | null }

export type Verdict = { refused: false; delay: number } | { refused: true; retryAfter: number }

type Limit = { most: number; within: number }

const minute = 60_000
const limits = {
  // A browser that knows the account is counted by itself: nobody elsewhere can lock it out.
  device: { most: 10, within: 15 * minute },
  pair: { most: 10, within: 15 * minute },
  address: { most: 100, within: 15 * minute },
  account: { most: 200, within: 60 * minute },
} satisfies Record<string, Limit>

const freeAttempts = 3
const firstDelay = 100
const longestDelay = 3_000
const mostBuckets = 50_000

export type Throttle = {
  /** Counts the attempt before its password is looked at, so that many at once are counted too. */
  begin(attempt: Attempt): Verdict
  /** The password was right: what counted against this person is forgotten. */
  succeeded(attempt: Attempt): void
}

/**
 * Sliding windows of attempts that did not succeed: for each address with account, each address, and each account;
 * or for the known device alone. From the fourth attempt on each waits twice as long as the one before.
 * @param now milliseconds; for tests
 */
export function makeThrottle(now: () => number = Date.now): Throttle {
  const buckets = new Map<string, number[]>()

  function bucket(key: string, { within }: Limit): number[] {
    const since = now() - within
    const kept = (buckets.get(key) ?? []).filter((at) => at > since)
    buckets.delete(key)
    if (buckets.size >= mostBuckets) buckets.delete(buckets.keys().next().value!)
    buckets.set(key, kept)
    return kept
  }

  const ownKey = ({ account, address, device }: Attempt) =>
    device ? `device ${device}` : `pair ${address} ${account}`

  function counted(attempt: Attempt): [number[], Limit][] {
    const own = bucket(ownKey(attempt), attempt.device ? limits.device : limits.pair)
    if (attempt.device) return [[own, limits.device]]
    return [
      [own, limits.pair],
      [bucket(`address ${attempt.address}`, limits.address), limits.address],
      [bucket(`account ${attempt.account}`, limits.account), limits.account],
    ]
  }

  return {
    begin(attempt) {
      const all = counted(attempt)
      const waits = all
        .filter(([times, limit]) => times.length >= limit.most)
        .map(([times, limit]) => times[0]! + limit.within - now())
      if (waits.length > 0) return { refused: true, retryAfter: Math.ceil(Math.max(...waits) / 1000) }
      const at = now()
      for (const [times] of all) times.push(at)
      const beyond = all[0]![0].length - freeAttempts
      return {
        refused: false,
        delay: beyond <= 0 ? 0 : Math.min(firstDelay * 2 ** (beyond - 1), longestDelay),
      }
    },
    succeeded(attempt) {
      const all = counted(attempt)
      for (const [times] of all) times.pop()
      buckets.delete(ownKey(attempt))
    },
  }
}
