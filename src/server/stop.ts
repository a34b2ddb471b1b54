import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'

/** Something that was opened and is closed at the end. */
export type Closing = { name: string; close(): void | Promise<void>; patience?: number }

/**
 * Closes in the reverse order of opening. What fails, or takes longer than its patience (milliseconds), is logged, and
 * the rest is closed all the same.
 * @returns whether all went in order
 */
export async function closeAll(closings: Closing[], log: Logger): Promise<boolean> {
  let inOrder = true
  for (const { name, close, patience } of closings.splice(0).reverse()) {
    try {
      const late = patience === undefined ? undefined : sleep(patience, 'late' as const, { ref: false })
      const outcome = await Promise.race([close(), ...(late ? [late] : [])])
      if (outcome !== 'late') continue
      log.warn(`${name} did not end in time; it is broken off`)
    } catch (error) {
      log.error({ err: error }, `${name} did not end cleanly`)
    }
    inOrder = false
  }
  return inOrder
}

/**
 * The first SIGINT or SIGTERM ends the process in order, a second one at once: what is durable is durable, and the next
 * start finds a PostgreSQL that was left running.
 * @param announce says that a stop is coming, and how many milliseconds to go on meanwhile.
 * @returns whether a stop has begun
 */
export function stopOnSignal(log: Logger, closings: Closing[], announce: () => number): () => boolean {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (stopping) {
        log.warn({ signal }, 'a second signal: ending at once')
        process.exit(128 + constants.signals[signal])
      }
      stopping = true
      log.info({ signal }, 'stopping')
      await sleep(announce())
      const inOrder = await closeAll(closings, log)
      log.info('stopped')
      process.exit(inOrder ? 0 : 1)
    })
  }
  return () => stopping
}
