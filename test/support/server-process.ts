import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Connection } from '#platform/database/connection.ts'
import { liveServer, stopServer } from '#platform/database/embedded/postmaster.ts'
import type { TestAnswer } from './client.ts'

const cli = fileURLToPath(new URL('../../src/server/cli.ts', import.meta.url))

/** `regulars start` as a process of its own, with all that it wrote. */
export type ServerProcess = {
  url: string
  dataDir: string
  child: ChildProcess
  /** Standard output and standard error, as far as they came. */
  output(): string
  /** Asks outside the API: health, metrics, pages. */
  ask(path: string, headers?: Record<string, string>): Promise<TestAnswer>
  /** Runs another command on the same folder and settings; gives what it printed. */
  command(...args: string[]): Promise<string>
  /** Sends a signal, or none, and waits for the end; gives the exit code. */
  end(signal?: NodeJS.Signals | null): Promise<number | null>
}

/** A URL for `DATABASE_URL` from a connection by socket. */
export function urlOf(connection: Connection): string {
  if ('url' in connection) return connection.url
  const { user, database, host, port } = connection
  return `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}

/** Asks until the answer is as wanted. @throws after `limit` ms, with the last answer */
export async function until<T>(
  look: () => Promise<T>,
  wanted: (found: T) => boolean,
  limit = 60_000,
): Promise<T> {
  const end = Date.now() + limit
  for (;;) {
    const found = await look()
    if (wanted(found)) return found
    if (Date.now() > end) throw new Error(`not within ${limit} ms: ${JSON.stringify(found)}`)
    await sleep(50)
  }
}

/** Starts the server and waits until it is ready; remove its folder with `end`. */
export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'regulars-process-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const environment = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    PORT: String(port),
    REGULARS_DATA: dataDir,
    ...env,
  }
  const child = spawn(process.execPath, [cli, 'start'], { cwd: dataDir, env: environment })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (text += piece))
  const ended = new Promise<number | null>((tell) => child.once('exit', (code) => tell(code)))
  const ask = async (path: string, headers: Record<string, string> = {}): Promise<TestAnswer> => {
    const answer = await fetch(url + path, { headers })
    const body = await answer.text()
    const json = answer.headers.get('content-type')?.includes('json')
    return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(body) : body }
  }
  const ready = async () => {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${text}`)
    return ask('/health/ready').then(
      ({ status }) => status,
      () => 0,
    )
  }
  try {
    await until(ready, (status) => status === 200, 200_000)
  } catch (error) {
    child.kill('SIGTERM')
    throw new Error(`the server did not get ready:\n${text}`, { cause: error })
  }
  return {
    url,
    dataDir,
    child,
    output: () => text,
    ask,
    command: (...args) =>
      new Promise((tell, fail) => {
        const other = spawn(process.execPath, [cli, ...args], { cwd: dataDir, env: environment })
        let out = ''
        for (const stream of [other.stdout, other.stderr])
          stream.on('data', (piece: Buffer) => (out += piece))
        other.once('error', fail)
        other.once('exit', () => tell(out))
      }),
    async end(signal = 'SIGTERM') {
      if (signal && child.exitCode === null && child.signalCode === null) child.kill(signal)
      const code = await ended
      // A process that ended at once leaves its PostgreSQL to the next one; here there is none.
      const left = liveServer(join(dataDir, 'postgres'))
      if (left)
        await stopServer(
          left.pid,
          () => !liveServer(join(dataDir, 'postgres')),
          () => {},
        )
      rmSync(dataDir, { recursive: true, force: true })
      return code
    },
  }
}
