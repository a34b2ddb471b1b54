import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import type { Connection } from '#platform/database/connection.ts'
import { startEmbedded } from '#platform/database/embedded/supervisor.ts'
import { makeTemplate } from './database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: Connection
  }
}

/** One PostgreSQL for the whole run, with a migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { connection, stop } = await openServer()
  await makeTemplate(connection)
  project.provide('postgres', connection)
  return stop
}

/** The server of TEST_DATABASE_URL (its user must be able to create databases), else an embedded one in a new folder. */
export async function openServer(): Promise<{ connection: Connection; stop(): Promise<void> }> {
  const url = process.env['TEST_DATABASE_URL']
  if (url) return { connection: { url }, stop: async () => {} }
  const dataDir = mkdtempSync(join(tmpdir(), 'regulars-test-'))
  const quiet = { info: () => {}, warn: console.warn, error: console.error }
  const server = await startEmbedded({ dataDir, log: quiet })
  return {
    connection: server.connection,
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
