import { pino } from 'pino'
import type { App } from '#platform/app.ts'
import type { Connection } from '#platform/database/connection.ts'
import { borrowEmbedded } from '#platform/database/embedded/borrowed.ts'
import { lockDataFolder } from '#platform/database/embedded/lock.ts'
import { startEmbedded } from '#platform/database/embedded/supervisor.ts'
import { migrate } from '#platform/database/migrations.ts'
import { makeLog } from '#platform/operate/log.ts'
import { loadSettings, type Settings } from '#platform/settings.ts'
import { compose } from './compose.ts'

/**
 * The installation for a command: on the database of a running Regulars, or on one started for this command.
 * Close it at the end.
 */
export async function openApp(command: string): Promise<{ app: App; close(): Promise<void> }> {
  const settings = loadSettings()
  const { connection, stop } = await reachDatabase(settings, command)
  await migrate(connection)
  const { app, close } = compose({ settings, connection, log: commandLog() })
  return {
    app,
    async close() {
      await close()
      await stop()
    },
  }
}

type Reached = { connection: Connection; stop(): Promise<void> }

/** Commands print their answer on stdout; what else there is to say goes to stderr. */
const commandLog = () => makeLog({ logLevel: 'warn' }, pino.destination(2))

/** The database of `DATABASE_URL`, or the embedded one: borrowed from a running Regulars, else started for the command. */
export async function reachDatabase(settings: Settings, command: string): Promise<Reached> {
  if (settings.databaseUrl) return { connection: { url: settings.databaseUrl }, stop: async () => {} }
  return borrowEmbedded({ dataDir: settings.dataDir, log: commandLog(), command })
}

/**
 * The same for a command that may not share it: the embedded database under the folder's lock, started for it.
 * @throws DataFolderInUse when a Regulars runs on the folder.
 */
export async function reachAlone(settings: Settings, command: string): Promise<Reached> {
  const lock = lockDataFolder(settings.dataDir, command)
  try {
    if (settings.databaseUrl)
      return { connection: { url: settings.databaseUrl }, stop: async () => lock.release() }
    const server = await startEmbedded({ dataDir: lock.dataDir, log: commandLog() })
    return { connection: server.connection, stop: () => server.stop().finally(lock.release) }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Runs `work` with the installation and closes it whatever happens. */
export async function withApp(command: string, work: (app: App) => Promise<void>): Promise<void> {
  const { app, close } = await openApp(command)
  try {
    await work(app)
  } finally {
    await close()
  }
}
