import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { interruptionOf } from '../database/interruption.ts'
import { AppError } from '../errors.ts'

/** Another worker went on with the job meanwhile: what this one was about to write must not be written. */
export const overtaken = () =>
  new AppError('conflict', 'job.overtaken', { message: 'Another process goes on with this job.' })

/**
 * Whether a failure says nothing against the job: then its handler lets it pass, so that the job goes on from where
 * it is, and does not end it as failed.
 */
export const isInterruption = (error: unknown): boolean =>
  interruptionOf(error) !== undefined || (error as { code?: string }).code === 'job.overtaken'

const MOST_ATTEMPTS = 20
const LONGEST_PAUSE = 5_000

/**
 * Runs the handler of a job again whenever it was interrupted, for as long as the job belongs to this process. The
 * queue hears nothing of it: an interruption costs neither one of the job's attempts nor the queue's growing pauses.
 * @param stillOurs waits for the database where it is away.
 */
export async function persist(
  work: () => Promise<void>,
  { stillOurs, signal, log }: { stillOurs(): Promise<boolean>; signal: AbortSignal; log: Logger },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (signal.aborted || !isInterruption(error)) throw error
      // A job that breaks the database off itself must come to an end; a full disk is mended by people, in their time.
      if (attempt >= MOST_ATTEMPTS && interruptionOf(error) !== 'full') throw error
      await sleep(Math.min(LONGEST_PAUSE, 50 * 2 ** attempt), undefined, { signal })
      if (!(await stillOurs())) throw error
      log.warn({ err: error }, 'a job was interrupted and goes on')
    }
  }
}

const RETRY = 500

/**
 * Makes the queue's pool wait for a database that is away instead of failing. The queue ends jobs without looking
 * after the outcome, so a failure there would end the process; and its own pauses grow to minutes.
 */
export function makePatient(pool: pg.Pool, signal: AbortSignal): void {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>
  const patiently = async (): Promise<pg.PoolClient> => {
    for (;;) {
      try {
        return await connect()
      } catch (error) {
        if (interruptionOf(error) !== 'away') throw error
        // A process that stops waits for nothing any more, and has nobody to tell.
        await (signal.aborted ? new Promise(() => {}) : sleep(RETRY))
      }
    }
  }
  type Told = (error: Error | undefined, client?: pg.PoolClient, release?: pg.PoolClient['release']) => void
  pool.connect = ((told?: Told) => {
    if (!told) return patiently()
    patiently().then(
      (client) => told(undefined, client, client.release),
      (error) => told(error),
    )
  }) as typeof pool.connect
  pool.on('connect', translateErrors)
}

/** Gives interruptions the one code at which the queue tries again at once (40001), connection errors having none. */
function translateErrors(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((...args: unknown[]) => {
    const answer = query(...args)
    if (!(answer instanceof Promise)) return answer
    return answer.catch((error: Error) => {
      throw interruptionOf(error) ? Object.assign(error, { code: '40001' }) : error
    })
  }) as typeof client.query
}
