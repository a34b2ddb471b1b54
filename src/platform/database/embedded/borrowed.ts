import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DataFolderInUse, lockDataFolder } from './lock.ts'
import { type Connection, ensureDatabase } from './own-database.ts'
import { liveServer } from './postmaster.ts'
import { type EmbeddedServer, type SupervisorLog, startEmbedded } from './supervisor.ts'

/** The connection to the server that runs on this data folder now, whoever keeps it running, or null. */
export function runningEmbedded(dataDir: string): Connection | null {
  try {
    const found = liveServer(realpathSync(join(dataDir, 'postgres')))
    if (found?.status !== 'ready') return null
    return { host: found.socketDir, port: found.port, user: 'regulars', database: 'regulars' }
  } catch {
    return null
  }
}

/**
 * The embedded server for a command: the one of a running Regulars when there is one (then `stop` leaves it running),
 * else one started for this command under the folder's lock.
 * @param options.command the verb, told to whoever finds the folder in use.
 * @throws DataFolderInUse when the holder's server does not come up within 30 s.
 */
export async function borrowEmbedded(options: {
  dataDir: string
  log: SupervisorLog
  command: string
}): Promise<EmbeddedServer> {
  const end = performance.now() + 30_000
  for (;;) {
    try {
      const lock = lockDataFolder(options.dataDir, options.command)
      return await startLocked(options, lock.release)
    } catch (error) {
      if (!(error instanceof DataFolderInUse)) throw error
      const server = await attach(options.dataDir)
      if (server) return server
      if (performance.now() > end) throw error
      await sleep(100)
    }
  }
}

async function startLocked(
  options: { dataDir: string; log: SupervisorLog },
  release: () => void,
): Promise<EmbeddedServer> {
  try {
    const server = await startEmbedded(options)
    const stop = () => server.stop().finally(release)
    return { ...server, stop }
  } catch (error) {
    release()
    throw error
  }
}

async function attach(dataDir: string): Promise<EmbeddedServer | null> {
  const connection = runningEmbedded(dataDir)
  if (!connection) return null
  try {
    await ensureDatabase(connection)
  } catch {
    // Its owner is stopping it just now, or has not finished: the caller tries again.
    return null
  }
  const pid = liveServer(realpathSync(join(dataDir, 'postgres')))?.pid ?? 0
  return { connection, adopted: true, pid: () => pid, stop: async () => {}, onRestart: () => {} }
}
