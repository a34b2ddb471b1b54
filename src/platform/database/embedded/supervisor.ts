import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { prepareCluster } from './cluster.ts'
import { chooseIdentity } from './identity.ts'
import { type Connection, ensureDatabase } from './own-database.ts'
import { clearRemains, launch, liveServer, stopServer } from './postmaster.ts'
import { waitFor, worksIn } from './processes.ts'
import { forgetSocketFolder, socketFolder, socketPort } from './sockets.ts'

/** Where the supervisor says what it does; a pino logger fits. */
export type SupervisorLog = {
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

export type EmbeddedServer = {
  /** For `pg`: `host` is the socket's folder. */
  connection: Connection
  /** Whether the server was running already, left by a process that was killed. */
  adopted: boolean
  /** The server's present process number. */
  pid(): number
  /** Stops supervising and the server. */
  stop(): Promise<void>
  /** Called after a server that died was started again; every connection from before is lost. */
  onRestart(callback: () => void): void
}

/**
 * Starts the packaged PostgreSQL on `<dataDir>/postgres`, making it when it is missing, and keeps it running.
 * A live server left by a killed process is adopted. Hold the folder's lock (`lockDataFolder`) while it runs.
 * @throws with a reason and a remedy when PostgreSQL cannot be started.
 */
export async function startEmbedded(options: {
  dataDir: string
  log: SupervisorLog
}): Promise<EmbeddedServer> {
  const { log } = options
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const dataDir = realpathSync(options.dataDir)
  const folder = join(dataDir, 'postgres')
  const startLog = join(dataDir, 'postgres-start.log')
  const binaries = findBinaries(dataDir)
  const callbacks: Array<() => void> = []
  let stopping = false
  let restarting: Promise<void> | null = null

  let server = await adopt(folder, log)
  const adopted = server !== null
  const socketDir = server?.socketDir
  server ??= await begin()
  const connection: Connection = {
    host: socketDir || server.socketDir,
    port: server.port,
    user: 'regulars',
    database: 'regulars',
  }
  watch(server)
  try {
    await ensureDatabase(connection)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    connection,
    adopted,
    pid: () => server?.pid ?? 0,
    stop,
    onRestart: (callback) => callbacks.push(callback),
  }

  async function begin(): Promise<Running> {
    const identity = chooseIdentity(binaries, dataDir, folder)
    if (!existsSync(folder)) log.info(`Making the database in ${folder}`)
    await prepareCluster(binaries, identity, folder)
    const place = { folder, startLog, socketDir: socketFolder(identity, dataDir) }
    await clearRemains(folder, place.socketDir)
    const child = await launch(binaries, identity, place, (message) => log.info(message))
    return { pid: child.pid ?? 0, port: socketPort, socketDir: place.socketDir, child }
  }

  function watch(running: Running): void {
    const died = (how: string) => {
      if (stopping || server !== running) return
      log.error(`PostgreSQL (process ${running.pid}) ended unexpectedly (${how}); starting it again`)
      restarting = restart().finally(() => {
        restarting = null
      })
    }
    const { child } = running
    if (child) {
      const how = () => child.signalCode ?? `exit code ${child.exitCode}`
      if (hasEnded(child)) died(how())
      else child.once('exit', () => died(how()))
      return
    }
    // An adopted server is nobody's child here, so its end is not reported: look.
    const timer = setInterval(() => {
      if (server === running && worksIn(running.pid, folder)) return
      clearInterval(timer)
      died('it is gone')
    }, 250)
    timer.unref()
  }

  async function restart(): Promise<void> {
    for (let attempt = 0; !stopping; attempt++) {
      if (attempt > 0) await sleep(Math.min(5000, 250 * 2 ** (attempt - 1)))
      try {
        if (stopping) return
        const running = await begin()
        server = running
        connection.host = running.socketDir
        watch(running)
        log.warn(`PostgreSQL runs again (process ${running.pid})`)
        for (const callback of callbacks) callback()
        return
      } catch (error) {
        log.error(`${(error as Error).message} Trying again.`)
      }
    }
  }

  async function stop(): Promise<void> {
    stopping = true
    await restarting
    if (!server) return
    const { pid, child } = server
    const gone = () => (child ? hasEnded(child) : !worksIn(pid, folder))
    await stopServer(pid, gone, (message) => log.warn(message))
    forgetSocketFolder(server.socketDir, dataDir)
  }
}

type Running = { pid: number; port: number; socketDir: string; child: ChildProcess | null }

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

/** Waits for a live server to be ready and takes it over; null when there is none (any more). */
async function adopt(folder: string, log: SupervisorLog): Promise<Running | null> {
  if (!existsSync(folder)) return null
  const real = realpathSync(folder)
  for (let found = liveServer(real); found; found = liveServer(real)) {
    if (found.status === 'ready') {
      log.info(`Taking over the running PostgreSQL (process ${found.pid})`)
      return { pid: found.pid, port: found.port, socketDir: found.socketDir, child: null }
    }
    await waitFor(() => liveServer(real)?.status !== found?.status, 1000)
  }
  return null
}
