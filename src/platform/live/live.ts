import pg from 'pg'
import type { Logger } from 'pino'
import { type Connection, clientConfig } from '../database/connection.ts'

/** A hint to look again; never the data itself. `staffId` null is for everybody in the workspace. */
export type LiveMessage = { workspaceId: string; staffId: string | null; topic: string; id?: string }

export type Live = {
  publish(message: LiveMessage): void
  subscribe(listener: (message: LiveMessage) => void): () => void
  start(): Promise<void>
  stop(): Promise<void>
}

const channel = 'regulars_live'

/**
 * Tells all processes of the installation that something changed, over LISTEN/NOTIFY on one connection of its own
 * (a NOTIFY inside the writers' transactions would make their commits wait for one another).
 * Messages are gathered for a few milliseconds; losing one costs a stale screen until the next.
 */
export function makeLive(connection: Connection, log: Logger): Live {
  const listeners = new Set<(message: LiveMessage) => void>()
  let client: pg.Client | undefined
  let waiting: LiveMessage[] = []
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const tell = (messages: LiveMessage[]) => {
    for (const message of messages) for (const listener of listeners) listener(message)
  }

  async function connect(): Promise<void> {
    if (stopped) return
    const own = new pg.Client(clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 10_000 }))
    own.on('error', () => {})
    own.on('end', () => {
      if (client === own) client = undefined
      if (!stopped) setTimeout(() => void connect(), 1_000).unref()
    })
    own.on('notification', ({ payload }) => {
      if (payload) tell(JSON.parse(payload))
    })
    try {
      await own.connect()
      await own.query(`LISTEN ${channel}`)
      client = own
    } catch (error) {
      log.warn({ err: error }, 'live updates wait for the database')
    }
  }

  function flush(): void {
    timer = undefined
    // A payload may hold 8000 bytes; a message takes about 200.
    while (waiting.length > 0) {
      const batch = waiting.splice(0, 30)
      if (client)
        client.query('SELECT pg_notify($1, $2)', [channel, JSON.stringify(batch)]).catch(() => tell(batch))
      else tell(batch)
    }
  }

  return {
    publish(message) {
      if (
        waiting.some(
          (m) =>
            m.topic === message.topic &&
            m.id === message.id &&
            m.staffId === message.staffId &&
            m.workspaceId === message.workspaceId,
        )
      )
        return
      waiting.push(message)
      timer ??= setTimeout(flush, 20)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: connect,
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      waiting = []
      await client?.end()
    },
  }
}
