import { lockDataFolder } from '#platform/database/embedded/lock.ts'
import { startEmbedded } from '#platform/database/embedded/supervisor.ts'

// A process that owns an embedded server, for tests that kill one of the two. Tells what happens as JSON lines.
// Argument: the data folder. SIGTERM stops it in order.

const say = (event: string, facts: object = {}) => console.log(JSON.stringify({ event, ...facts }))
const log = {
  info: (message: string) => say('log', { message }),
  warn: (message: string) => say('log', { message }),
  error: (message: string) => say('log', { message }),
}

try {
  const lock = lockDataFolder(process.argv[2] ?? '')
  const server = await startEmbedded({ dataDir: lock.dataDir, log })
  server.onRestart(() => say('restarted', { server: server.pid() }))
  process.once('SIGTERM', async () => {
    await server.stop()
    lock.release()
    process.exit(0)
  })
  // Its own child is no reason for the process to stay, a listening server would be.
  setInterval(() => {}, 60_000)
  say('ready', { server: server.pid(), adopted: server.adopted, connection: server.connection })
} catch (error) {
  say('failed', { message: (error as Error).message })
  process.exit(1)
}
