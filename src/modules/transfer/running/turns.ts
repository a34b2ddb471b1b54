/**
 * One batch among those that are written at the same time. It may do what does not depend on the batch before it, and
 * waits for that one where it does.
 */
export type Turn = {
  /**
   * Says what this batch has a part in. Waits for the batch before it when that one has a part in any of the same;
   * true when it has waited, so that what was read before is to be read anew.
   */
  claim(interests: Iterable<string>): Promise<boolean>
  /** To be said once everything is claimed: the next batch may compare. */
  claimed(): void
  /** Waits until the batch before is committed. */
  last(): Promise<void>
}

type Earlier = { interests: ReadonlySet<string>; claimed: Promise<void>; committed: Promise<void> }

const none: Earlier = { interests: new Set(), claimed: Promise.resolve(), committed: Promise.resolve() }

/**
 * Runs `write` for each batch, two at a time, with the same outcome as one after the other. It ends when `write` says
 * false, and the first failure fails all: what comes behind a batch that failed is not committed.
 * @returns false when `write` said so.
 */
export async function inTurns<Batch>(
  batches: AsyncGenerator<Batch>,
  write: (batch: Batch, turn: Turn) => Promise<boolean>,
): Promise<boolean> {
  let earlier = none
  let under: Promise<boolean>[] = []
  let coming = batches.next()
  try {
    for (;;) {
      const { done, value } = await coming
      if (done) break
      coming = batches.next()
      // Its failure is met when it is awaited; until then it is not an unhandled one.
      coming.catch(() => {})
      const { turn, mine } = turnAfter(earlier)
      const written = write(value, turn).finally(() => turn.claimed())
      earlier = { ...mine, committed: written.then(() => {}) }
      earlier.committed.catch(() => {})
      under.push(written)
      if (under.length < 2) continue
      if (!(await under.shift())) return false
    }
    return (await Promise.all(under)).every(Boolean)
  } finally {
    await Promise.allSettled(under)
    under = []
    await coming.catch(() => {})
    await batches.return(undefined)
  }
}

function turnAfter(earlier: Earlier): { turn: Turn; mine: Pick<Earlier, 'interests' | 'claimed'> } {
  const interests = new Set<string>()
  const { promise, resolve } = Promise.withResolvers<void>()
  let waited = false
  const turn: Turn = {
    async claim(keys) {
      const fresh = [...keys]
      for (const key of fresh) interests.add(key)
      if (waited) return false
      await earlier.claimed
      if (!fresh.some((key) => earlier.interests.has(key))) return false
      await earlier.committed
      waited = true
      return true
    },
    claimed: resolve,
    last: () => earlier.committed,
  }
  return { turn, mine: { interests, claimed: promise } }
}
