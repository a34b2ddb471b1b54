import { setupLink } from '#modules/accounts/setup.ts'
import type { Connection } from '#platform/database/connection.ts'
import { lockDataFolder } from '#platform/database/embedded/lock.ts'
import { startEmbedded } from '#platform/database/embedded/supervisor.ts'
import { migrate } from '#platform/database/migrations.ts'
import { loadSettings, type Settings } from '#platform/settings.ts'
import { buildUi, needsBuild } from '../../bin/build-ui.js'
import { type Composition, compose, makeLog } from './compose.ts'

type Log = ReturnType<typeof makeLog>
type Closing = () => void | Promise<void>

/** Runs the installation until it is told to stop (SIGINT or SIGTERM): requests under way end first, PostgreSQL last. */
export async function start(): Promise<void> {
  const settings = loadSettings()
  const log = makeLog(settings)
  // Closed in the reverse order of opening, also when a later step of the start fails.
  const closings: Closing[] = []
  const stop = async () => {
    for (const close of closings.splice(0).reverse()) await close()
  }
  try {
    await open(settings, log, closings)
  } catch (error) {
    await stop()
    throw error
  }
  stopOnSignal(log, stop)
}

async function open(settings: Settings, log: Log, closings: Closing[]): Promise<void> {
  const lock = lockDataFolder(settings.dataDir)
  closings.push(lock.release)
  if (needsBuild()) await buildUi()
  const connection = await openDatabaseServer(settings, log, closings)
  const migrated = await migrate(connection)
  if (migrated.length > 0) log.info(`Database brought up to date: ${migrated.join(', ')}`)
  const composition = compose({ settings, connection, log })
  closings.push(composition.close)
  await listen(composition, settings)
  lock.announce(settings.url)
  await greet(composition, settings)
  await composition.work()
}

async function openDatabaseServer(settings: Settings, log: Log, closings: Closing[]): Promise<Connection> {
  if (settings.databaseUrl) return { url: settings.databaseUrl }
  const server = await startEmbedded({ dataDir: settings.dataDir, log })
  closings.push(server.stop)
  return server.connection
}

async function listen({ serve }: Composition, { host, port }: Settings): Promise<void> {
  const server = await serve()
  try {
    await server.listen({ host, port })
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    throw new Error(
      `Port ${port} on ${host} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
    )
  }
}

/** What a person at the terminal needs: the address, and on the first start the link that makes the first account. */
async function greet({ app }: Composition, settings: Settings): Promise<void> {
  const link = await setupLink(app)
  console.log(`\n  Regulars is ready: ${settings.url}`)
  if (link) console.log(`\n  Make the first account here (the link works once):\n  ${link}`)
  console.log('')
}

function stopOnSignal(log: Log, stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      log.info(`${signal}: stopping`)
      stop().then(
        () => process.exit(0),
        (error) => {
          log.error({ err: error }, 'did not stop cleanly')
          process.exit(1)
        },
      )
    })
  }
}
