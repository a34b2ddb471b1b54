import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { createApiKey } from '#modules/accounts/api-keys.ts'
import { createWorkspace } from '#modules/accounts/workspaces.ts'
import type { App } from '#platform/app.ts'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { makeLog } from '#platform/operate/log.ts'
import { loadSettings } from '#platform/settings.ts'
import { compose } from '#server/compose.ts'
import { makeClient, type TestClient } from './client.ts'
import { createDatabase } from './database.ts'

/** A workspace with an administrator's API key and a way to make keys with less. */
export type TestWorkspace = {
  id: string
  staffId: string
  /** The security groups that every workspace begins with: name to id. */
  groups: Record<string, string>
  admin: TestClient
  adminKey: string
  /** A client with a new key that has these scopes, such as `customers.read`. */
  withScopes(...scopes: string[]): Promise<TestClient>
  /** The secret of a new key that has these scopes. */
  keyFor(scopes: string[]): Promise<string>
}

/** The product as it starts for the first time: there is no workspace yet. */
export type TestInstallation = {
  app: App
  url: string
  anonymous: TestClient
  addWorkspace(name: string): Promise<TestWorkspace>
  /** Waits until the queue is empty, and seals the audit trail; fails when that takes longer than `limit` ms. */
  settle(limit?: number): Promise<void>
  close(): Promise<void>
}

export type TestApp = TestInstallation & {
  /** The first workspace. */
  home: TestWorkspace
}

export type TestOptions = {
  settings?: Record<string, string>
  work?: boolean
  logTo?: NodeJS.WritableStream
  /** False: answers leave as they do in production. */
  checkAnswers?: boolean
}

/** The whole product on a database of its own, listening on a free port, every answer held against its contract. */
export async function startTestApp(options: TestOptions = {}): Promise<TestApp> {
  const installation = await startEmptyApp(options)
  return { ...installation, home: await installation.addWorkspace('Home') }
}

/** The same before anybody has set it up. */
export async function startEmptyApp({
  settings: own = {},
  work = true,
  logTo,
  checkAnswers = true,
}: TestOptions = {}): Promise<TestInstallation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'regulars-app-'))
  const database = await createDatabase(inject('postgres'))
  const settings = loadSettings({
    REGULARS_DATA: dataDir,
    DATABASE_POOL: '5',
    LOG_LEVEL: logTo ? 'trace' : 'error',
    ...own,
  })
  const log = makeLog(settings, logTo ?? process.stderr)
  const composition = compose({ settings, connection: database.connection, log })
  const server = await composition.serve({ checkAnswers })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  if (work) await composition.work()
  const { app } = composition
  const addWorkspace = (name: string) => makeTestWorkspace(app, url, name)
  return {
    app,
    url,
    anonymous: makeClient(url),
    addWorkspace,
    settle: async (limit = 30_000) => {
      await settle(app, limit)
      await app.audit.seal()
    },
    async close() {
      await composition.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function makeTestWorkspace(app: App, url: string, name: string): Promise<TestWorkspace> {
  const email = `${name.toLowerCase()}@staff.example`
  const { id, groups, staffId } = await createWorkspace(app, {
    name,
    country: 'NL',
    administrator: { name: `${name} Admin`, email },
  })
  const keyFor = async (scopes: string[]) => {
    const principal = systemPrincipal(id)
    const { secret } = await inTransaction(app, principal, 'test', (ctx) =>
      createApiKey(ctx, { name: `Key ${scopes.join(' ')}`, scopes }),
    )
    return secret
  }
  const clientFor = (secret: string) => makeClient(url, { authorization: `Bearer ${secret}` })
  const adminKey = await keyFor(['administrator'])
  return {
    id,
    staffId: staffId!,
    groups,
    adminKey,
    keyFor,
    admin: clientFor(adminKey),
    withScopes: async (...scopes) => clientFor(await keyFor(scopes)),
  }
}

/** Jobs that are due and not locked away by a failure. */
async function settle(app: App, limit: number): Promise<void> {
  const end = Date.now() + limit
  for (;;) {
    const [row] = await app.database.installation.rows<{ waiting: number }>(
      'SELECT count(*)::int AS waiting FROM graphile_worker.jobs WHERE attempts < max_attempts AND (run_at <= now() OR locked_at IS NOT NULL)',
    )
    if (row!.waiting === 0) return
    if (Date.now() > end) throw new Error(`${row!.waiting} jobs still wait after ${limit} ms`)
    await new Promise((done) => setTimeout(done, 30))
  }
}
