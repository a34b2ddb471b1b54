import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { type Connection, clientConfig } from '../database/connection.ts'

/** The first half of the advisory locks that say "this worker is alive"; the second is the worker's name. */
const ALIVE = 1_919_251_317
/** Milliseconds between looks for jobs of dead workers, and between attempts to reach a database that is away. */
const LOOK = 5_000
const RETRY = 250

export type Presence = {
  /** Says that the worker is alive, for as long as this process is. Waits for the database. */
  hold(worker: string): Promise<void>
  /** Whether a job is still this worker's. Waits for the database, and until others can see that it is alive. */
  holds(jobId: string): Promise<boolean>
  /** Ends it; jobs that the worker still has, and `interrupted` ones, are free for others at once. */
  stop(interrupted: readonly string[]): Promise<void>
}

/**
 * Jobs whose worker is gone. `lasting` ones were at work for a minute: only those get their attempt back, because work
 * that takes its process down with it must run out of attempts some day.
 */
const orphans = `SELECT id, locked_by AS worker, locked_at < now() - interval '1 minute' AS lasting
  FROM graphile_worker.jobs j WHERE locked_by IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND l.classid = ${ALIVE} AND l.objid::bigint = (hashtext(j.locked_by)::bigint & 4294967295) AND l.granted)`

const unlock = 'SELECT graphile_worker.force_unlock_workers($1)'

/** Gives jobs that nobody holds their attempt back, and takes the pause away that a failure earns. */
const giveBack = `SELECT graphile_worker.reschedule_jobs(ARRAY[id], run_at => least(run_at, now()),
    attempts => greatest(0, attempts - 1)::int) FROM graphile_worker.jobs WHERE id = ANY ($1)`

/**
 * The queue keeps the jobs of a killed process locked for four hours. Here each worker holds an advisory lock in a
 * session of its own, which PostgreSQL ends with the process, and every process frees what belongs to no live worker.
 * Call it once the queue's tables are there; it resolves when the first look is done.
 */
export async function keepPresence(connection: Connection, log: Logger): Promise<Presence> {
  let client: pg.Client | undefined
  let worker: string | undefined
  let stopped = false
  let wake = () => {}

  async function connect(): Promise<pg.Client> {
    const settings = clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 10_000 })
    const own = new pg.Client({ ...settings, query_timeout: 15_000 })
    own.on('error', () => {})
    own.on('end', () => {
      if (client === own) client = undefined
      wake()
    })
    try {
      await own.connect()
      // A machine that lost its power says no good-bye: within half a minute the server notices.
      await own.query(
        'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3',
      )
      if (worker) await holdLock(own, worker)
      return own
    } catch (error) {
      own.end().catch(() => {})
      throw error
    }
  }

  async function look(): Promise<void> {
    try {
      client ??= await connect()
      await freeDead(client, log)
    } catch (error) {
      log.debug({ err: error }, 'the queue waits for the database')
      const broken = client
      client = undefined
      broken?.end().catch(() => {})
    }
  }

  async function keepLooking(): Promise<void> {
    while (!stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, client ? LOOK : RETRY)
        timer.unref()
        wake = () => {
          clearTimeout(timer)
          setTimeout(resolve, RETRY).unref()
        }
      })
      if (!stopped) await look()
    }
  }

  await look()
  void keepLooking()
  return {
    async hold(name) {
      const another = worker !== name
      worker = name
      for (;;) {
        try {
          const own = client
          if (own && another) await own.query('SELECT pg_advisory_unlock_all()')
          if (own) return await holdLock(own, name)
        } catch {
          // Broken just now: it is connected again with the lock, by `connect`.
        }
        await sleep(RETRY)
      }
    },
    async holds(jobId) {
      for (;;) {
        try {
          const own = client
          if (own && worker) {
            const { rowCount } = await own.query(
              'SELECT 1 FROM graphile_worker.jobs WHERE id = $1 AND locked_by = $2',
              [jobId, worker],
            )
            return rowCount === 1
          }
        } catch {
          // Away again.
        }
        if (stopped) return false
        await sleep(RETRY)
      }
    },
    async stop(interrupted) {
      stopped = true
      wake()
      const own = client
      client = undefined
      if (!own) return
      try {
        await own.query(unlock, [[worker ?? '']])
        await own.query(giveBack, [interrupted])
      } finally {
        await own.end()
      }
    },
  }
}

/** Shared, so that it can be taken anew while the server has not noticed yet that an earlier session is gone. */
const holdLock = async (client: pg.Client, worker: string): Promise<void> => {
  await client.query('SELECT pg_advisory_lock_shared($1, hashtext($2))', [ALIVE, worker])
}

async function freeDead(client: pg.Client, log: Logger): Promise<void> {
  const { rows } = await client.query<{ id: string; worker: string; lasting: boolean }>(orphans)
  if (rows.length === 0) return
  log.warn({ jobs: rows.length }, 'jobs of a process that ended are free again')
  await client.query(unlock, [rows.map(({ worker }) => worker)])
  await client.query(giveBack, [rows.filter(({ lasting }) => lasting).map(({ id }) => id)])
}
