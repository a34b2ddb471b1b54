import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Identity } from './identity.ts'
import { processesIn, signal, waitFor, worksIn } from './processes.ts'
import { socketPort } from './sockets.ts'

/** The lines of `postmaster.pid` that matter here. */
export type PidFile = { pid: number; port: number; socketDir: string; status: string }

/** What PostgreSQL wrote about itself, or null when there is no (readable) file. */
export function readPidFile(folder: string): PidFile | null {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 0) return null
    return { pid, port: Number(lines[3]), socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() }
  } catch {
    return null
  }
}

/** The live server of this folder, whoever started it, or null. */
export function liveServer(folder: string): PidFile | null {
  const file = readPidFile(folder)
  return file && worksIn(file.pid, folder) ? file : null
}

/**
 * Removes what a killed server left: back ends that still hold its memory, and lock files whose number
 * now belongs to another program (PostgreSQL would refuse to start because of them).
 */
export async function clearRemains(folder: string, socketDir: string): Promise<void> {
  if (liveServer(folder))
    throw new Error(`A PostgreSQL server is running in ${folder}; it cannot be cleared away.`)
  for (const [name, patience] of [
    ['SIGQUIT', 2000],
    ['SIGKILL', 5000],
  ] as const) {
    for (const pid of processesIn(folder)) signal(pid, name)
    if (await waitFor(() => processesIn(folder).length === 0, patience)) break
  }
  rmSync(join(folder, 'postmaster.pid'), { force: true })
  const socket = join(socketDir, `.s.PGSQL.${socketPort}`)
  for (const file of [socket, `${socket}.lock`]) rmSync(file, { force: true })
}

/**
 * Starts PostgreSQL on the folder and waits until it takes connections, however long a recovery takes.
 * @throws when it ends before that, with the reason from its own log.
 */
export async function launch(
  binaries: Binaries,
  identity: Identity,
  place: { folder: string; socketDir: string; startLog: string },
  progress: (message: string) => void,
): Promise<ChildProcess> {
  const { folder, socketDir, startLog } = place
  const { file, args, options } = identity.command(binaries.postgres, [
    '-D',
    folder,
    '-k',
    socketDir,
    '-p',
    String(socketPort),
  ])
  const output = openSync(startLog, 'w', 0o600)
  const began = Date.now()
  // Detached, so that Ctrl-C in a terminal reaches Regulars first, which then stops PostgreSQL in order.
  const child = spawn(file, args, {
    ...options,
    env: binaries.env,
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  let failure: Error | null = null
  child.once('error', (error) => {
    failure = error
  })
  const ended = () => failure !== null || child.exitCode !== null || child.signalCode !== null
  const ready = () => {
    const state = readPidFile(folder)
    return state?.pid === child.pid && state?.status === 'ready'
  }
  while (!(await waitFor(() => ended() || ready(), 5000))) {
    progress(
      `PostgreSQL has been starting for ${Math.round((Date.now() - began) / 1000)} s (recovering after a crash)`,
    )
  }
  if (ended()) {
    const why = failure ? (failure as Error).message : lastWords(folder, startLog, began)
    throw new Error(`PostgreSQL did not start: ${why}`)
  }
  child.unref()
  return child
}

/** Stops a server: SIGINT (orderly), after 10 s SIGQUIT (at once, safe), at the very last SIGKILL. */
export async function stopServer(
  pid: number,
  gone: () => boolean,
  warn: (message: string) => void,
  patience = 10_000,
): Promise<void> {
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (gone() || !signal(pid, name)) return
    if (await waitFor(gone, patience)) return
    warn(`PostgreSQL (process ${pid}) did not end within ${patience / 1000} s of ${name}`)
  }
}

/** The last fatal lines that PostgreSQL wrote after `since` (milliseconds), to show to a person. */
function lastWords(folder: string, startLog: string, since: number): string {
  const logs = join(folder, 'log')
  const files = [startLog, ...(existsSync(logs) ? readdirSync(logs).map((name) => join(logs, name)) : [])]
  const lines = files
    .filter((file) => existsSync(file) && statSync(file).mtimeMs >= since)
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(-40))
    .filter((line) => /FATAL|PANIC|error while loading|not found|HINT/.test(line))
    .filter((line) => !(Date.parse(/^[\d-]+ [\d:.]+ (UTC|GMT)/.exec(line)?.[0] ?? '') < since))
  const found = lines.slice(-3).map((line) => line.replace(/^.*?(FATAL|PANIC|HINT):\s*/, ''))
  return found.length > 0 ? found.join(' ') : `see ${startLog} and ${logs}`
}
