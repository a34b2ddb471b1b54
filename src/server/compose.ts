import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { makeAuditTrail } from '#capabilities/audit/trail.ts'
import { timelineSink } from '#capabilities/timeline/record.ts'
import { makeAuthenticate } from '#modules/accounts/authenticate.ts'
import { returnNumbers } from '#modules/customers/numbers.ts'
import type { App } from '#platform/app.ts'
import type { Connection } from '#platform/database/connection.ts'
import { openDatabase } from '#platform/database/database.ts'
import { fileSettings, makeFileStore } from '#platform/files/files.ts'
import { sweepFiles } from '#platform/files/sweep.ts'
import { buildServer } from '#platform/http/server.ts'
import { makeJobs } from '#platform/jobs/jobs.ts'
import { makeLive } from '#platform/live/live.ts'
import { makeMailer } from '#platform/mail/mailer.ts'
import { watchDatabase } from '#platform/operate/database-metrics.ts'
import { makeMetrics } from '#platform/operate/metrics.ts'
import type { Tracing } from '#platform/operate/trace.ts'
import { traceEnqueued, watchJobs, watchScheduled } from '#platform/operate/watched-jobs.ts'
import { watchStatements } from '#platform/operate/watched-statements.ts'
import type { Settings } from '#platform/settings.ts'
import { purge } from './housekeeping.ts'
import { modules, registry } from './modules.ts'
import { programVersion } from './program-version.ts'

export type Composition = {
  app: App
  /** The HTTP server, not yet listening. */
  serve(options?: { checkAnswers?: boolean }): Promise<FastifyInstance>
  /** Begins with queued and scheduled work. */
  work(): Promise<void>
  /** Says that a stop is coming: `/health/ready` says no and long answers end, all else goes on. */
  beginStop(): void
  close(): Promise<void>
}

/** Puts the installation together on a database that is there and migrated. */
export function compose({
  settings,
  connection,
  log,
  tracing = null,
}: {
  settings: Settings
  connection: Connection
  log: Logger
  tracing?: Tracing | null
}): Composition {
  const metrics = makeMetrics(programVersion())
  const watch = watchStatements(metrics, tracing)
  const { jobConcurrency: concurrency } = settings
  const database = openDatabase({
    connection,
    poolSize: settings.databasePool,
    statementTimeout: settings.statementTimeoutMs,
    // An import writes two batches at once, and looks ahead.
    background: { poolSize: concurrency * 3, statementTimeout: settings.jobStatementTimeoutMs },
    watch,
  })
  const stopping = new AbortController()
  const { areas, rights, hideableFields, beginningLevels } = registry
  const app: App = {
    settings,
    log,
    database,
    files: makeFileStore(fileSettings(settings)),
    mail: makeMailer(settings),
    jobs: traceEnqueued(
      makeJobs(connection, log, { concurrency, watch: watch.statements('queue') }),
      tracing,
    ),
    live: makeLive(connection, log),
    events: timelineSink(() => registry),
    metrics,
    tracing,
    stopping: stopping.signal,
    audit: makeAuditTrail(() => app),
    catalogue: { areas, rights, hideableFields, beginningLevels },
  }
  watchDatabase(metrics, database, () => ({ ...database.pools, queue: app.jobs.pool() }))
  let server: FastifyInstance | undefined
  let begun: Promise<void> = Promise.resolve()
  return {
    app,
    beginStop: () => stopping.abort(),
    async serve({ checkAnswers = false } = {}) {
      await app.live.start()
      const implementations = modules.flatMap((m) => (m.routes ? [m.routes] : []))
      server = await buildServer({ app, implementations, authenticate: makeAuthenticate(app), checkAnswers })
      return server
    },
    work() {
      if (!stopping.signal.aborted) begun = begin()
      return begun
    },
    async close() {
      stopping.abort()
      // What is just beginning cannot be ended yet.
      await begun.catch(() => {})
      await Promise.all([server?.close(), app.jobs.stop()])
      await app.audit.stop()
      // A database that is away must not keep the process from stopping; then a few numbers stay unused.
      await returnNumbers(app).catch((error) => log.warn({ err: error }, 'unused customer numbers are lost'))
      await app.live.stop()
      await database.close()
    },
  }

  /** A bucket that is away is swept the next time. */
  async function sweep(app: App): Promise<void> {
    await sweepFiles(app).catch((error) => log.warn({ err: error }, 'files were not swept'))
  }

  async function begin(): Promise<void> {
    const handlers = Object.assign({}, ...modules.map((m) => m.jobs?.(app) ?? {}))
    const scheduled = [
      ...modules.flatMap((m) => Object.entries(m.schedule ?? {})),
      ['house.purge', { every: '17 3 * * *', run: purge }] as const,
      ['house.sweep', { every: '41 * * * *', run: sweep }] as const,
    ]
    // The queue's crontab takes no dots in names.
    const crontabName = (task: string) => task.replace('.', ':')
    const crontab = scheduled.map(([task, { every }]) => `${every} ${crontabName(task)}`).join('\n')
    const runs = Object.fromEntries(scheduled.map(([task, { run }]) => [crontabName(task), () => run(app)]))
    const jobWatch = { metrics, log, tracing }
    await app.jobs.start(watchJobs(jobWatch, handlers), crontab, watchScheduled(jobWatch, runs))
    app.audit.start()
    await sweep(app)
  }
}
