import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '#server/demo/random.ts'
import type { Installation } from './installation.ts'
import type { LongWork } from './long-work.ts'

/** Who is killed (-9): node, all of PostgreSQL at once, the postmaster alone, one back end, or node and PostgreSQL. */
export const victims = ['node', 'postgres', 'postmaster', 'backend', 'both'] as const
export type Victim = (typeof victims)[number]

/** Kills, starts again what nothing else starts, and waits until the server can do its work. */
export async function kill(installation: Installation, victim: Victim): Promise<void> {
  if (victim === 'backend') await installation.killBackend()
  else if (victim === 'postmaster') installation.killPostmaster()
  else {
    // Node first: its supervisor would start PostgreSQL again.
    const gone = victim === 'postgres' ? undefined : installation.killNode()
    if (victim !== 'node') installation.killPostgres()
    await gone
  }
  if (victim === 'node' || victim === 'both') await installation.start()
  else await installation.ready()
}

/** Some time during everyday work. */
export const atAnyTime = (dice: Dice): Promise<unknown> => sleep(100 + dice.int(900))

/**
 * Lets writes pile up behind a lock, effects made and not committed, lets go, and returns within their commits: the
 * moment at which an answer is most likely to be lost on its way.
 */
export async function amidCommits(installation: Installation, dice: Dice): Promise<void> {
  await sleep(100 + dice.int(100))
  const client = await installation.connect()
  try {
    await client.query('BEGIN; LOCK TABLE idempotency_keys IN SHARE MODE')
    await sleep(100 + dice.int(100))
    // Half of the kills come while all is held, the others just after.
    if (dice.chance(0.5)) return
    await client.query('ROLLBACK')
    await sleep(dice.int(6))
  } finally {
    // Killed with PostgreSQL, or let go by the end of the connection.
    setTimeout(() => void client.end().catch(() => {}), 50)
  }
}

/** When the work has gone some of the way that is left, and a moment more. Gives how far it was seen to be. */
export async function partWay(work: LongWork, dice: Dice): Promise<number> {
  let position = await work.position()
  const begun = position === 'ended' ? 0 : position
  const goal = begun + Math.floor((work.total - begun) * dice.next() * 0.7)
  let seen = begun
  while (position !== 'ended' && position < goal) {
    await sleep(3)
    position = await work.position()
    if (position !== 'ended') seen = position
  }
  await sleep(dice.int(120))
  return seen
}
