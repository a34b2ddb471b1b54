import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Connection } from '#platform/database/connection.ts'
import { runningEmbedded } from '#platform/database/embedded/borrowed.ts'
import { liveServer } from '#platform/database/embedded/postmaster.ts'

const run = promisify(execFile)
const command = fileURLToPath(new URL('../bin/regulars.js', import.meta.url))

/** The administrator of an installation under test. */
export const administrator = { email: 'bench@regulars.example', password: 'measure me, measure me' }

/** A folder with all that `regulars start` keeps, and how to run commands on it. */
export type Installation = {
  dataDir: string
  environment: NodeJS.ProcessEnv
  port: number
  database: string | undefined
  connection(): Connection
  /** Also stops a PostgreSQL that a command which was broken off has left. */
  remove(): Promise<void>
}

export type Running = {
  child: ChildProcess
  pid: number
  postmaster: number | undefined
  readyAfter: number
  stop(): Promise<void>
}

export async function makeInstallation(about: { data?: string; database?: string }): Promise<Installation> {
  const dataDir = about.data ?? mkdtempSync(join(tmpdir(), 'regulars-bench-'))
  const port = await freePort()
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    REGULARS_DATA: dataDir,
    REGULARS_URL: `http://127.0.0.1:${port}`,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'warn',
    // As many requests as the machine can answer are the point here.
    RATE_LIMIT_PER_MINUTE: '100000000',
    MAX_UPLOAD_MB: '1000',
  }
  delete environment['DATABASE_URL']
  if (about.database) environment['DATABASE_URL'] = about.database
  return {
    dataDir,
    environment,
    port,
    database: about.database,
    connection() {
      const found = about.database ? { url: about.database } : runningEmbedded(dataDir)
      if (!found) throw new Error(`No PostgreSQL runs on ${dataDir}`)
      return found
    },
    remove: () => remove(dataDir),
  }
}

async function remove(dataDir: string): Promise<void> {
  const left = liveServer(join(dataDir, 'postgres'))?.pid
  if (left) process.kill(left, 'SIGINT')
  while (left && existsSync(`/proc/${left}`)) await sleep(20)
  rmSync(dataDir, { recursive: true, force: true })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

const children = new Set<ChildProcess>()

/** Remembers a process until `end`, so that an interrupted measurement leaves none behind. */
function tracked<T>(child: ChildProcess, end: Promise<T>): Promise<T> {
  children.add(child)
  return end.finally(() => children.delete(child))
}

/** Ends what runs; whoever waits for it then fails and tidies up. */
export function stopAll(): void {
  for (const child of children) child.kill('SIGTERM')
}

/** Runs a command of the product to its end and gives what it printed. */
export async function regulars({ environment }: Installation, ...args: string[]): Promise<string> {
  const running = run(process.execPath, [command, ...args], { env: environment, maxBuffer: 1 << 26 })
  const { stdout } = await tracked(running.child, running)
  return stdout
}

/** Runs `regulars start` and waits until it says that it is ready. */
export async function start(installation: Installation): Promise<Running> {
  const began = performance.now()
  const child = spawn(process.execPath, [command, 'start'], {
    env: installation.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr?.on('data', (piece) => {
    complaint = (complaint + piece).slice(-2000)
  })
  const ended = tracked(child, new Promise<void>((resolve) => child.once('exit', () => resolve())))
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
  }
  while (!(await isReady(installation.port))) {
    if (child.exitCode !== null) throw new Error(`regulars start ended with ${child.exitCode}: ${complaint}`)
    if (performance.now() - began > 120_000) {
      await stop()
      throw new Error(`regulars start was not ready after two minutes: ${complaint}`)
    }
    await sleep(10)
  }
  const readyAfter = performance.now() - began
  return { child, pid: child.pid!, postmaster: postmasterOf(installation), readyAfter, stop }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const { ok } = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2000) })
    return ok
  } catch {
    return false
  }
}

const postmasterOf = ({ database, dataDir }: Installation): number | undefined =>
  database ? undefined : liveServer(join(dataDir, 'postgres'))?.pid

/** Makes the administrator and gives an API key with all rights. */
export async function makeKey(installation: Installation): Promise<string> {
  const { email, password } = administrator
  const printed = await regulars(
    installation,
    'user',
    'add',
    '--admin',
    '--api-key',
    '--email',
    email,
    '--password',
    password,
  )
  const key = /rk_\S+/.exec(printed)?.[0]
  if (!key) throw new Error(`"regulars user add" printed no API key: ${printed}`)
  return key
}
