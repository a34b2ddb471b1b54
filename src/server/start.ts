import type { Logger } from 'pino'
import { setupLink } from '#modules/accounts/setup.ts'
import type { Connection } from '#platform/database/connection.ts'
import { lockDataFolder } from '#platform/database/embedded/lock.ts'
import { startEmbedded } from '#platform/database/embedded/supervisor.ts'
import { migrate } from '#platform/database/migrations.ts'
import { endOnStrayErrors, makeLog } from '#platform/operate/log.ts'
import type { Tracing } from '#platform/operate/trace.ts'
import { loadSettings, type Settings } from '#platform/settings.ts'
import { buildUi, needsBuild } from '../../bin/build-ui.js'
import { type Composition, compose } from './compose.ts'
import { programVersion } from './program-version.ts'
import { type Closing, closeAll, stopOnSignal } from './stop.ts'

/** Runs the installation until it is told to stop (SIGINT or SIGTERM): requests under way end first, PostgreSQL last. */
export async function start(): Promise<void> {
  const settings = loadSettings()
  const log = makeLog(settings)
  endOnStrayErrors(log)
  const closings: Closing[] = []
  let composition: Composition | undefined
  // From the first moment on: a signal during the start closes what is open by then.
  const stopping = stopOnSignal(log, closings, () => {
    composition?.beginStop()
    return composition ? settings.stopDelaySeconds * 1000 : 0
  })
  try {
    await open(settings, log, closings, (opened) => {
      composition = opened
    })
  } catch (error) {
    // A start that fails because it is being stopped is no failure; the stop ends the process.
    if (stopping()) return
    await closeAll(closings, log)
    throw error
  }
}

async function open(
  settings: Settings,
  log: Logger,
  closings: Closing[],
  opened: (composition: Composition) => void,
): Promise<void> {
  const lock = lockDataFolder(settings.dataDir)
  closings.push({ name: 'The lock of the data folder', close: lock.release })
  if (needsBuild()) await buildUi()
  const connection = await openDatabaseServer(settings, log, closings)
  const migrated = await migrate(connection)
  if (migrated.length > 0) log.info(`Database brought up to date: ${migrated.join(', ')}`)
  const tracing = await openTracing(settings, closings)
  const composition = compose({ settings, connection, log, tracing })
  // Told before it listens: from its first answer on, a stop is announced to those who ask.
  opened(composition)
  const { close } = composition
  closings.push({ name: 'Work under way', close, patience: settings.stopDeadlineSeconds * 1000 })
  await listen(composition, settings)
  lock.announce(settings.url)
  await greet(composition, settings)
  await composition.work()
}

/** Loaded only where it is asked for: it is large. */
async function openTracing(
  { otlpEndpoint: endpoint, otelServiceName: serviceName }: Settings,
  closings: Closing[],
): Promise<Tracing | null> {
  if (!endpoint) return null
  const { openTelemetry } = await import('#platform/operate/open-telemetry.ts')
  const tracing = openTelemetry({ endpoint, serviceName, version: programVersion() })
  closings.push({ name: 'Tracing', close: tracing.stop, patience: 5_000 })
  return tracing
}

async function openDatabaseServer(settings: Settings, log: Logger, closings: Closing[]): Promise<Connection> {
  if (settings.databaseUrl) return { url: settings.databaseUrl }
  const server = await startEmbedded({ dataDir: settings.dataDir, log })
  closings.push({ name: 'PostgreSQL', close: server.stop })
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
