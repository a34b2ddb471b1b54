import { AsyncLocalStorage } from 'node:async_hooks'
import type { Compilable } from 'kysely'
import type pg from 'pg'
import { type Connection, openPool, type StatementWatch } from './connection.ts'
import { openCourse } from './transaction-course.ts'

/** Runs statements. Inside a transaction all go to its connection; outside each goes to any. */
export type Queryable = {
  /**
   * A `name` keeps the plan with the connection (a prepared statement). Only for point look-ups and inserts, whose
   * plan does not depend on the values, and only with a text that is always the same.
   */
  rows<Row = Record<string, unknown>>(text: string, values?: unknown[], name?: string): Promise<Row[]>
  /** Runs a query made with the `db` builder. */
  all<Row>(query: Compilable<Row>): Promise<Row[]>
  first<Row>(query: Compilable<Row>): Promise<Row | undefined>
  /** Runs for its effect; gives the number of rows touched. */
  run(query: Compilable): Promise<number>
  /**
   * Runs for its effect alone. A transaction does not wait for the answer: the statement goes along with the next one,
   * or with the commit, and if it fails so does the transaction. So nobody can catch what it is refused for.
   */
  later(text: string, values?: unknown[], name?: string): Promise<void>
}

export type Database = {
  /** Reads in one workspace, each statement on its own. */
  reader(workspaceId: string): Queryable
  /** One transaction in one workspace; `opening` may add statements to the first message (no parameters). */
  transaction<T>(
    workspaceId: string,
    work: (tx: Queryable, opening: readonly pg.QueryResult[]) => Promise<T>,
    opening?: string,
  ): Promise<T>
  /** Beyond any workspace: sign-in, workspaces, migrations. Not subject to row level security. */
  installation: Queryable & { transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> }
  pools: { app: pg.Pool; owner: pg.Pool; background: pg.Pool }
  /** The address, for those that need a connection of their own (LISTEN, the job queue). */
  connection: Connection
  close(): Promise<void>
}

type Execute = (text: string, values?: readonly unknown[], name?: string) => Promise<pg.QueryResult>

function queryable(
  execute: Execute,
  later: Queryable['later'] = async (...statement) => void (await execute(...statement)),
): Queryable {
  const compiled = (query: Compilable) => {
    const { sql, parameters } = query.compile()
    return execute(sql, parameters)
  }
  return {
    rows: async (text, values, name) => (await execute(text, values, name)).rows,
    all: async (query) => (await compiled(query)).rows,
    first: async (query) => (await compiled(query)).rows[0],
    run: async (query) => (await compiled(query)).rowCount ?? 0,
    later,
  }
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A workspace id as an SQL literal. It comes from our own rows; this makes sure. */
export function workspaceLiteral(workspaceId: string): string {
  if (!uuidForm.test(workspaceId)) throw new Error('not a workspace id')
  return `'${workspaceId}'`
}

/** The workspace that a pooled connection was last set to, so that it is set again only when it changes. */
const connectionWorkspace = new WeakMap<pg.PoolClient, string>()

/** Told of statements by the name of their pool, and of each transaction whether it was kept. */
export type DatabaseWatch = {
  statements(pool: string): StatementWatch
  transaction(pool: string, kept: boolean): void
}

const background = new AsyncLocalStorage<true>()

/**
 * Runs work that nobody waits for. Its statements may take longer, and go by connections of their own, so that
 * whatever is done in the background leaves the requests theirs.
 */
export const inBackground = <T>(work: () => T): T => background.run(true, work)

type PoolSize = { poolSize: number; statementTimeout: number }

export function openDatabase(
  options: PoolSize & {
    connection: Connection
    background?: PoolSize
    watch?: DatabaseWatch
  },
): Database {
  const { connection, watch } = options
  const open = (name: string, as: 'app' | 'owner', { poolSize: max, statementTimeout }: PoolSize) =>
    openPool({
      connection,
      as,
      max,
      statementTimeout,
      pipeline: true,
      ...(watch && { watch: watch.statements(name) }),
    })
  const pools = {
    app: open('app', 'app', options),
    owner: open('owner', 'owner', { ...options, poolSize: 4 }),
    background: open('background', 'app', options.background ?? options),
  }
  const { owner } = pools
  const present = () => (background.getStore() ? 'background' : 'app')

  async function read(workspaceId: string, text: string, values?: readonly unknown[], name?: string) {
    const client = await pools[present()].connect()
    let broken: Error | undefined
    try {
      if (connectionWorkspace.get(client) !== workspaceId) {
        await client.query(`SET app.workspace = ${workspaceLiteral(workspaceId)}`)
        connectionWorkspace.set(client, workspaceId)
      }
      return await client.query({ text, values: values as unknown[], name })
    } catch (error) {
      broken = connectionBroken(error)
      throw error
    } finally {
      client.release(broken)
    }
  }

  async function inTransaction<T>(
    pool: keyof typeof pools,
    begin: string,
    work: (tx: Queryable, opened: readonly pg.QueryResult[]) => Promise<T>,
    opening = '',
  ): Promise<T> {
    const client = await pools[pool].connect()
    let broken: Error | undefined
    try {
      const course = openCourse(client, `${begin}; ${opening}`)
      const opened = opening ? await course.begin() : []
      const result = await work(queryable(course.execute, course.later), opened)
      await course.commit()
      watch?.transaction(pool, true)
      return result
    } catch (error) {
      watch?.transaction(pool, false)
      broken = connectionBroken(error)
      if (!broken)
        await client.query('ROLLBACK').catch((e: Error) => {
          broken = e
        })
      throw error
    } finally {
      client.release(broken)
    }
  }

  const ownerQueries = queryable((text, values) => owner.query(text, values as unknown[]))
  return {
    reader: (workspaceId) => queryable((text, values, name) => read(workspaceId, text, values, name)),
    // SET LOCAL leaves the connection's own workspace as it was, so `connectionWorkspace` stays true.
    transaction: (workspaceId, work, opening) =>
      inTransaction(
        present(),
        `BEGIN; SET LOCAL app.workspace = ${workspaceLiteral(workspaceId)}`,
        work,
        opening,
      ),
    installation: { ...ownerQueries, transaction: (work) => inTransaction('owner', 'BEGIN', work) },
    pools,
    connection,
    close: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
    },
  }
}

/** PostgreSQL's own errors carry a five-character code and leave the connection usable; others do not. */
function connectionBroken(error: unknown): Error | undefined {
  const code = (error as { code?: string }).code
  const fromServer =
    typeof code === 'string' &&
    /^[0-9A-Z]{5}$/.test(code) &&
    !code.startsWith('57P') &&
    !code.startsWith('08')
  const ours = !(error as { code?: string }).code && (error as Error).name === 'AppError'
  return fromServer || ours || (error as { kind?: string }).kind ? undefined : (error as Error)
}
