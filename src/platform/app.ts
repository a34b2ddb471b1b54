import type { Logger } from 'pino'
import type { AuditTrail } from './audit.ts'
import type { Database } from './database/database.ts'
import type { EventSink } from './events/events.ts'
import type { FileStore } from './files/files.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Live } from './live/live.ts'
import type { Mailer } from './mail/mailer.ts'
import type { Metrics } from './operate/metrics.ts'
import type { Tracing } from './operate/trace.ts'
import type { Settings } from './settings.ts'

/** The running installation: what every verb may reach. Put together once, in `server/compose.ts`. */
export type App = {
  settings: Settings
  log: Logger
  database: Database
  files: FileStore
  mail: Mailer
  jobs: Jobs
  live: Live
  events: EventSink
  metrics: Metrics
  /** Null where nothing is traced. */
  tracing: Tracing | null
  /** Aborted when a stop begins: long answers end, and `/health/ready` says no. */
  stopping: AbortSignal
  audit: AuditTrail
  /** What security groups can hold; gathered from the declarations. */
  catalogue: {
    areas: readonly string[]
    rights: readonly string[]
    hideableFields: readonly string[]
    /** The levels that the security groups of a new workspace begin with, by group and area. */
    beginningLevels: Readonly<Record<string, Readonly<Record<string, string>>>>
  }
}
