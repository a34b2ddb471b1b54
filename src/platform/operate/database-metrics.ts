import type pg from 'pg'
import type { Database } from '../database/database.ts'
import type { Metrics } from './metrics.ts'

type Queued = {
  task: string
  waiting: number
  running: number
  scheduled: number
  retrying: number
  failed: number
  oldest: number | null
}
type Activity = {
  size: number
  connections: number
  rolled_back: number
  committed: number
  deadlocks: number
  temporary_bytes: number
}
type Facts = { up: boolean; queue: Queued[]; activity: Activity | undefined }

const nothing = { waiting: 0, running: 0, scheduled: 0, retrying: 0, failed: 0, oldest: null }

const queueStatement = `SELECT task_identifier AS task,
    count(*) FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= $1)::int AS waiting,
    count(*) FILTER (WHERE locked_at IS NOT NULL)::int AS running,
    count(*) FILTER (WHERE locked_at IS NULL AND attempts = 0 AND run_at > $1)::int AS scheduled,
    count(*) FILTER (WHERE locked_at IS NULL AND attempts > 0 AND attempts < max_attempts)::int AS retrying,
    count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts)::int AS failed,
    extract(epoch FROM $1 - min(run_at) FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= $1))::float8 AS oldest
  FROM graphile_worker.jobs GROUP BY task_identifier`

const activityStatement = `SELECT pg_database_size(datid)::bigint AS size, numbackends AS connections,
    xact_rollback AS rolled_back, xact_commit AS committed, deadlocks, temp_bytes AS temporary_bytes
  FROM pg_stat_database WHERE datname = current_database()`

/** How long a look at the database may take before its figures are left out, in milliseconds. */
const patience = 2_000

const within = <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error('the database takes too long to tell its figures')), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

async function ask({ installation }: Database): Promise<Facts> {
  try {
    const [queue, activity] = await within(
      Promise.all([
        installation.rows<Queued>(queueStatement, [new Date()]),
        // Some hosts do not let the owner of the tables see it.
        installation.rows<Activity>(activityStatement).catch(() => []),
      ]),
    )
    return { up: true, queue, activity: activity[0] }
  } catch {
    return { up: false, queue: [], activity: undefined }
  }
}

/** Database and queue: asked once for each look at the metrics, and at most once at a time. */
export function watchDatabase(
  { observe, tasks }: Metrics,
  database: Database,
  pools: () => Readonly<Record<string, pg.Pool | undefined>>,
): void {
  let asked: Promise<Facts> | undefined
  const facts = () => {
    asked ??= ask(database).finally(() => {
      // All figures of one look share the answer; the next look asks again.
      setTimeout(() => {
        asked = undefined
      }, 100).unref()
    })
    return asked
  }
  observe('regulars_database_up', 'Whether the database answered just now', [], async (set) =>
    set((await facts()).up ? 1 : 0),
  )
  observe('regulars_database_connections', 'Connections of this process', ['pool', 'state'], (set) => {
    for (const [pool, found] of Object.entries(pools())) {
      if (!found) continue
      const { totalCount, idleCount, waitingCount } = found
      set(totalCount - idleCount, { pool, state: 'busy' })
      set(idleCount, { pool, state: 'idle' })
      set(waitingCount, { pool, state: 'waiting' })
    }
  })
  const activity = (name: string, help: string, read: (activity: Activity) => number) =>
    observe(`regulars_database_${name}`, help, [], async (set) => {
      const found = (await facts()).activity
      if (found) set(read(found))
    })
  activity('size_bytes', 'Size of the database on disk', (a) => a.size)
  activity('backends', 'Connections to the database, from anywhere', (a) => a.connections)
  activity('commits_total', 'Transactions that committed, of all programs', (a) => a.committed)
  activity('rollbacks_total', 'Transactions that were taken back, of all programs', (a) => a.rolled_back)
  activity('deadlocks_total', 'Deadlocks that PostgreSQL resolved', (a) => a.deadlocks)
  activity(
    'temporary_bytes_total',
    'Bytes of sorts and hashes that did not fit into memory',
    (a) => a.temporary_bytes,
  )
  const queue = async (): Promise<Queued[]> => {
    const { up, queue } = await facts()
    const idle = [...tasks].filter((task) => !queue.some((found) => found.task === task))
    return up ? [...queue, ...idle.map((task) => ({ task, ...nothing }))] : []
  }
  observe('regulars_queue_jobs', 'Jobs of the whole installation', ['task', 'state'], async (set) => {
    for (const { task, oldest: _, ...counts } of await queue()) {
      for (const [state, count] of Object.entries(counts)) set(count, { task, state })
    }
  })
  observe(
    'regulars_queue_oldest_waiting_seconds',
    'How long the first in the queue waits',
    ['task'],
    async (set) => {
      for (const { task, oldest } of await queue()) set(oldest ?? 0, { task })
    },
  )
}
