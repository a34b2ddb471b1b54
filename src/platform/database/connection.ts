import pg from 'pg'
import { limits } from '../limits.ts'

/** Where PostgreSQL is: a URL, or the socket of the embedded server. */
export type Connection = { url: string } | { host: string; port: number; user: string; database: string }

/** The role that the app works as: owns nothing, cannot bypass row level security. */
export const appRole = 'regulars_app'

// Times as ISO 8601 text and 64-bit numbers as numbers: rows go to JSON without another pass.
const isoTime = (text: string) => `${text.slice(0, 10)}T${text.slice(11).replace(/\+00$/, '')}Z`
const parsers = new Map<number, (text: string) => unknown>([
  [20, Number],
  [1082, (text) => text],
  [1184, isoTime],
])
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (parsers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text')) as never,
}

export type PoolOptions = {
  connection: Connection
  /** 'app' is subject to row level security; 'owner' migrates and looks after sign-in. */
  as: 'app' | 'owner'
  max: number
  /** Milliseconds after which PostgreSQL ends a statement by itself; 0 for none. */
  statementTimeout: number
  searchPath?: string
  /** Statements are sent without waiting for the answers of those before; no streams of rows. */
  pipeline?: boolean
  /** Told of every statement; what it gives back is called at its end. */
  watch?: StatementWatch
}

export type StatementWatch = (text: string) => (error?: Error) => void

/** The settings that every connection begins with, as PostgreSQL start-up options. */
function startupOptions({ as, statementTimeout, searchPath }: PoolOptions): string {
  const options = ['-c TimeZone=UTC', '-c datestyle=ISO', `-c statement_timeout=${statementTimeout}`]
  options.push(`-c idle_in_transaction_session_timeout=${limits.idleInTransaction}`)
  options.push(`-c lock_timeout=${limits.lock}`)
  if (searchPath) options.push(`-c search_path=${searchPath}`)
  if (as === 'app') options.push(`-c role=${appRole}`)
  return options.join(' ')
}

export function clientConfig(options: PoolOptions): pg.ClientConfig {
  const { connection } = options
  const where = 'url' in connection ? { connectionString: connection.url } : { ...connection }
  return {
    ...where,
    types,
    options: startupOptions(options),
    application_name: `regulars ${options.as}`,
    connectionTimeoutMillis: limits.connect,
    keepAlive: true,
    ...(options.pipeline && { pipeline: true }),
    // A server that is stopped in its tracks ends no statement itself; then the program gives up.
    ...(options.statementTimeout > 0 && { query_timeout: options.statementTimeout + 5_000 }),
  }
}

type Statement = { text?: string; submit?: unknown }
type Told = (error: Error | null, result?: unknown) => void

/** A connection that tells its watch of each statement, however it was asked for. */
function watchedClient(watch: StatementWatch): typeof pg.Client {
  return class extends pg.Client {
    override query(...args: unknown[]): never {
      const [statement] = args as [string | Statement]
      const text = typeof statement === 'string' ? statement : statement.text
      const ask = super.query.bind(this) as (...args: unknown[]) => unknown
      // A stream of rows or of COPY ends when its reader wants it to; that is no time of the database.
      if (text === undefined || (statement as Statement).submit) return ask(...args) as never
      const end = watch(text)
      const told = args.at(-1)
      if (typeof told === 'function') {
        args[args.length - 1] = ((error, result) => {
          end(error ?? undefined)
          ;(told as Told)(error, result)
        }) satisfies Told
        return ask(...args) as never
      }
      const answer = ask(...args) as Promise<unknown>
      answer.then(() => end(), end)
      return answer as never
    }
  } as typeof pg.Client
}

export function openPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(options),
    max: options.max,
    idleTimeoutMillis: 60_000,
    ...(options.watch && { Client: watchedClient(options.watch) }),
  })
  // A connection that breaks must not end the process: its query fails, and the next one opens another.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
