import { setTimeout as sleep } from 'node:timers/promises'
import { Logger as QueueLogger, type Runner, type RunnerOptions, run, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Access } from '../access.ts'
import type { Ctx, Principal } from '../context.ts'
import { type Connection, openPool, type StatementWatch } from '../database/connection.ts'
import { limits } from '../limits.ts'
import { makePatient, persist } from './patience.ts'
import { keepPresence, type Presence } from './presence.ts'

/** Work done later: `input` is what was enqueued, `signal` says that the process is stopping. */
export type JobHandler = (
  input: Record<string, unknown>,
  job: { principal: Principal; signal: AbortSignal },
) => Promise<void>
/** One per queue task name, e.g. `customers.bulk`. */
export type JobHandlers = Readonly<Record<string, JobHandler>>

export type EnqueueOptions = {
  runAt?: Date
  /** A second job with the same key replaces the first while that one waits. */
  jobKey?: string
  /** Jobs of one queue run one after the other. */
  queue?: string
  maxAttempts?: number
}

export type Jobs = {
  /** Puts work on the queue in the transaction of the verb: it runs if and only if that commits. */
  enqueue(ctx: Ctx, task: string, input: Record<string, unknown>, options?: EnqueueOptions): Promise<void>
  start(
    handlers: JobHandlers,
    crontab: string,
    systemHandlers?: Readonly<Record<string, () => Promise<void>>>,
  ): Promise<void>
  stop(): Promise<void>
  /** `off` where this process runs no jobs; `ended` when it should and does not. */
  state(): 'off' | 'running' | 'ended'
  /** The queue's own connections, once it runs. */
  pool(): pg.Pool | undefined
}

type Envelope = {
  workspaceId: string
  actor: Principal['actor']
  administrator: boolean
  permissions: string[]
  hiddenFields: string[]
  language: string
  input: Record<string, unknown>
}

const seal = (principal: Principal, input: Record<string, unknown>): Envelope => ({
  workspaceId: principal.workspaceId,
  actor: principal.actor,
  administrator: principal.access.administrator,
  permissions: [...principal.access.permissions],
  hiddenFields: [...principal.access.hiddenFields],
  language: principal.language,
  input,
})

/** The job acts as the person who asked for it, with the rights they had then. */
function open({ workspaceId, actor, language, ...rest }: Omit<Envelope, 'input'>): Principal {
  const access: Access = {
    administrator: rest.administrator,
    permissions: new Set(rest.permissions),
    hiddenFields: new Set(rest.hiddenFields),
  }
  return { workspaceId, actor, access, language, sessionId: null, accountId: null }
}

/** How long a stop waits for the queue, which cannot say good-bye to a database that is away. */
const STOP = 10_000
const RESTART = 1_000

/** The queue lives in PostgreSQL (graphile-worker), so that work is enqueued in the transaction that wants it. */
export function makeJobs(
  connection: Connection,
  log: Logger,
  { concurrency, watch }: { concurrency: number; watch?: StatementWatch },
): Jobs {
  let state: 'off' | 'running' | 'ended' = 'off'
  let runner: Runner | undefined
  let pool: pg.Pool | undefined
  let presence: Presence | undefined
  const stopping = new AbortController()
  const { signal } = stopping
  const interrupted: string[] = []

  const taskOf = (handler: JobHandler): TaskList[string] => {
    return async (payload, { job }) => {
      const { input, ...who } = payload as Envelope
      const work = () => handler(input, { principal: open(who), signal })
      try {
        await persist(work, { signal, log, stillOurs: () => presence!.holds(job.id) })
      } catch (error) {
        if (signal.aborted) interrupted.push(job.id)
        throw error
      }
    }
  }
  return {
    async enqueue(ctx, task, input, options = {}) {
      await ctx.rows('SELECT installation.enqueue($1, $2::json, $3, $4, $5, $6)', [
        task,
        JSON.stringify(seal(ctx, input)),
        options.queue ?? null,
        options.runAt ?? null,
        options.maxAttempts ?? 25,
        options.jobKey ?? null,
      ])
    },
    async start(handlers, crontab, systemHandlers = {}) {
      pool = openPool({
        connection,
        as: 'owner',
        max: concurrency + 2,
        statementTimeout: limits.queueStatement,
        ...(watch && { watch }),
      })
      makePatient(pool, signal)
      presence = await keepPresence(connection, log)
      const taskList = {
        ...Object.fromEntries(Object.entries(handlers).map(([task, handler]) => [task, taskOf(handler)])),
        ...systemHandlers,
      }
      const { hold } = presence
      // Before a worker takes its first job, others can see that it is alive.
      const introduction: GraphileConfig.Plugin = {
        name: 'presence',
        version: '1.0.0',
        worker: { hooks: { startWorker: (_ctx, { worker }) => hold(worker.workerPool.id) } },
      }
      const options: RunnerOptions = {
        pgPool: pool,
        taskList,
        crontab,
        concurrency,
        noHandleSignals: true,
        logger: queueLogger(log),
        preset: { plugins: [introduction] },
      }
      const begin = async (): Promise<void> => {
        runner = await run(options)
        state = 'running'
        runner.promise
          .catch((error) => log.error({ err: error }, 'the queue broke down'))
          .finally(async () => {
            state = 'ended'
            if (signal.aborted) return
            await sleep(RESTART)
            if (!signal.aborted)
              await begin().catch((error) => log.fatal({ err: error }, 'the queue does not start'))
          })
      }
      await begin()
    },
    async stop() {
      stopping.abort()
      const stopped = runner?.stop().catch(() => {})
      await Promise.race([stopped, sleep(STOP, undefined, { ref: false })])
      await presence?.stop(interrupted).catch(() => {})
      await pool?.end()
    },
    state: () => state,
    pool: () => pool,
  }
}

/** Of what the queue says only trouble goes to the log; its messages name tasks and ids, never what a job is about. */
function queueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if (level === 'error') log.error(message)
    else if (level === 'warning') log.warn(message)
  })
}
