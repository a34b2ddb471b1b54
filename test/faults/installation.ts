import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { runningEmbedded } from '#platform/database/embedded/borrowed.ts'
import { liveServer } from '#platform/database/embedded/postmaster.ts'
import { processesIn, signal, waitFor } from '#platform/database/embedded/processes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const command = join(root, 'bin', 'regulars.js')

/** The real server, started as people start it, on a data folder of its own; its processes can be killed. */
export type Installation = {
  url: string
  /** An administrator's API key. */
  key: string
  dataDir: string
  /** Asks the database past the server, waiting for it where it is away. */
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  /** A connection of one's own, to hold locks; the caller ends it. */
  connect(): Promise<pg.Client>
  start(): Promise<void>
  ready(): Promise<void>
  killNode(): Promise<void>
  /** Every process of PostgreSQL in one moment. */
  killPostgres(): void
  /** The postmaster alone; the back ends notice and end. */
  killPostmaster(): void
  /** One back end at work; PostgreSQL then restarts all of them by itself. False when none was at work. */
  killBackend(): Promise<boolean>
  /** What the server wrote. */
  log(): string
  close(): Promise<void>
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}

const patience = 120_000

/** Waits until `done` gives something; fails after two minutes, naming what was waited for. */
export async function until<T>(what: string, done: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    const found = await done()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`waited two minutes for ${what}`)
    await sleep(50)
  }
}

export async function install({
  env = {},
  base = tmpdir(),
  prepare = () => {},
}: {
  env?: Record<string, string>
  base?: string
  /** Does something with the data folder before the first start. */
  prepare?: (dataDir: string) => void
} = {}): Promise<Installation> {
  const dataDir = realpathSync(mkdtempSync(join(base, 'regulars-faults-')))
  prepare(dataDir)
  const folder = join(dataDir, 'postgres')
  const logFile = join(tmpdir(), `regulars-faults-${process.pid}-${dataDir.slice(-6)}.log`)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const settings = {
    ...process.env,
    NODE_OPTIONS: '',
    PORT: String(port),
    HOST: '127.0.0.1',
    REGULARS_DATA: dataDir,
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '100000000',
    ...env,
  }
  let child: ChildProcess | undefined
  let asking: pg.Client | undefined

  const connection = () => {
    const own = env['DATABASE_URL']
    return own ? { connectionString: own } : (runningEmbedded(dataDir) ?? undefined)
  }
  async function connect(): Promise<pg.Client> {
    return until('a connection to the database', async () => {
      const where = connection()
      if (!where) return undefined
      const client = new pg.Client({ ...where, query_timeout: 30_000 })
      client.on('error', () => {})
      return client.connect().then(
        () => client,
        () => undefined,
      )
    })
  }
  const ready = async () => {
    await until('the server', async () => {
      if (child?.exitCode !== null && child?.exitCode !== undefined)
        throw new Error(`the server ended: ${readFileSync(logFile, 'utf8').slice(-2000)}`)
      return fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) }).then(
        ({ ok }) => ok,
        () => false,
      )
    })
  }
  async function start(): Promise<void> {
    const log = openSync(logFile, 'a')
    child = spawn(process.execPath, [command, 'start'], {
      cwd: root,
      env: settings,
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    await ready()
  }
  const postgres = () => processesIn(folder)

  await start()
  const about = ['user', 'add', '--email', 'faults@staff.example', '--password', 'seven teapots overboard']
  const made = await promisify(execFile)(process.execPath, [command, ...about, '--admin', '--api-key'], {
    cwd: root,
    env: settings,
  })
  return {
    url,
    dataDir,
    key: made.stdout.trim().split('\n').at(-1)!,
    start,
    ready,
    connect,
    log: () => readFileSync(logFile, 'utf8'),
    async sql<Row>(text: string, values: unknown[] = []) {
      for (let attempt = 0; ; attempt++) {
        asking ??= await connect()
        try {
          return (await asking.query(text, values)).rows as Row[]
        } catch (error) {
          if (/^[0-46-9]/.test((error as { code?: string }).code ?? '') || attempt > 100) throw error
          asking.end().catch(() => {})
          asking = undefined
          await sleep(50)
        }
      }
    },
    async killNode() {
      const ended = new Promise((done) => child!.once('exit', done))
      child!.kill('SIGKILL')
      await ended
    },
    killPostgres() {
      // Twice: a process may be born between looking and killing.
      for (let i = 0; i < 2; i++) for (const pid of postgres()) signal(pid, 'SIGKILL')
    },
    killPostmaster() {
      signal(liveServer(folder)!.pid, 'SIGKILL')
    },
    async killBackend() {
      const own = await connect()
      const { rows } = await own.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
         ORDER BY state = 'active' DESC, xact_start NULLS LAST LIMIT 1`,
      )
      if (rows[0]) signal(rows[0].pid, 'SIGKILL')
      await own.end().catch(() => {})
      return rows.length > 0
    },
    async close() {
      await asking?.end().catch(() => {})
      if (child && child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((done) => child!.once('exit', done))
        child.kill('SIGTERM')
        await Promise.race([ended, sleep(15_000)])
        child.kill('SIGKILL')
      }
      for (const pid of postgres()) signal(pid, 'SIGKILL')
      await waitFor(() => postgres().length === 0, 5000)
      rmSync(dataDir, { recursive: true, force: true })
      rmSync(logFile, { force: true })
    },
  }
}
