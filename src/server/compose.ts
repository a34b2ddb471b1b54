import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'
import { makeAuditTrail } from '#capabilities/audit/trail.ts'
import { timelineSink } from '#capabilities/timeline/record.ts'
import { makeAuthenticate } from '#modules/accounts/authenticate.ts'
import { returnNumbers } from '#modules/customers/numbers.ts'
import type { App } from '#platform/app.ts'
import type { Connection } from '#platform/database/connection.ts'
import { openDatabase } from '#platform/database/database.ts'
import { makeFileStore } from '#platform/files/files.ts'
import { buildServer } from '#platform/http/server.ts'
import { makeJobs } from '#platform/jobs/jobs.ts'
import { makeLive } from '#platform/live/live.ts'
import { makeMailer } from '#platform/mail/mailer.ts'
import type { Settings } from '#platform/settings.ts'
import { purge } from './housekeeping.ts'
import { modules, registry } from './modules.ts'

export type Composition = {
  app: App
  /** The HTTP server, not yet listening. */
  serve(options?: { checkAnswers?: boolean }): Promise<FastifyInstance>
  /** Begins with queued and scheduled work. */
  work(): Promise<void>
  close(): Promise<void>
}

export const makeLog = (settings: Settings): Logger =>
  // Error texts of the database can hold values of a row; they are cut out, the code and the place stay.
  pino({
    level: settings.logLevel,
    base: null,
    redact: {
      paths: ['err.detail', 'err.where', 'err.parameters', 'err.internalQuery', '*.password', '*.token'],
      censor: '—',
    },
  })

/** Puts the installation together on a database that is there and migrated. */
export function compose({
  settings,
  connection,
  log,
}: {
  settings: Settings
  connection: Connection
  log: Logger
}): Composition {
  const database = openDatabase({
    connection,
    poolSize: settings.databasePool,
    statementTimeout: settings.statementTimeoutMs,
  })
  const { areas, rights, hideableFields } = registry
  const app: App = {
    settings,
    log,
    database,
    files: makeFileStore(settings.dataDir),
    mail: makeMailer(settings),
    jobs: makeJobs(connection, log, 2),
    live: makeLive(connection, log),
    events: timelineSink(() => registry),
    audit: makeAuditTrail(() => app),
    catalogue: { areas, rights, hideableFields },
  }
  let server: FastifyInstance | undefined
  return {
    app,
    async serve({ checkAnswers = false } = {}) {
      await app.live.start()
      const implementations = modules.flatMap((m) => (m.routes ? [m.routes] : []))
      server = await buildServer({ app, implementations, authenticate: makeAuthenticate(app), checkAnswers })
      return server
    },
    async work() {
      const handlers = Object.assign({}, ...modules.map((m) => m.jobs?.(app) ?? {}))
      const scheduled = [
        ...modules.flatMap((m) => Object.entries(m.schedule ?? {})),
        ['house.purge', { every: '17 3 * * *', run: purge }] as const,
      ]
      // The queue's crontab takes no dots in names.
      const crontabName = (task: string) => task.replace('.', ':')
      const crontab = scheduled.map(([task, { every }]) => `${every} ${crontabName(task)}`).join('\n')
      const runs = Object.fromEntries(scheduled.map(([task, { run }]) => [crontabName(task), () => run(app)]))
      await app.jobs.start(handlers, crontab, runs)
      app.audit.start()
    },
    async close() {
      await server?.close()
      await app.jobs.stop()
      await app.audit.stop()
      // A database that is away must not keep the process from stopping; then a few numbers stay unused.
      await returnNumbers(app).catch((error) => log.warn({ err: error }, 'unused customer numbers are lost'))
      await app.live.stop()
      await database.close()
    },
  }
}
