import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createApiKey } from '#modules/accounts/api-keys.ts'
import { columnList, tablesOf } from '#platform/backup/catalogue.ts'
import { digestOf } from '#platform/backup/copy-out.ts'
import { loadAll } from '#platform/backup/load-tables.ts'
import { rehearse } from '#platform/backup/rehearse.ts'
import { type Restored, restoreBackup } from '#platform/backup/restore-backup.ts'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { type Connection, clientConfig } from '#platform/database/connection.ts'
import { loadSettings } from '#platform/settings.ts'
import { compose } from '#server/compose.ts'
import { contentOf, emptyTarget, never, reading, silent, temporaryFolder } from '../support/backups.ts'
import { makeClient } from '../support/client.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const folder = fileURLToPath(new URL('../fixtures/backups/', import.meta.url))
const versions = readdirSync(folder).filter((name) => name.endsWith('.tar.gz'))

/** What an upgrade itself writes: which migrations ran, and when rights were given. */
const written = ['public.migrations', 'installation.facts']

describe.each(versions)('from %s', (version) => {
  let target: { connection: Connection; dataDir: string }
  let restored: Restored
  let client: pg.Client

  beforeAll(async () => {
    target = await emptyTarget()
    restored = await restoreBackup({
      path: `${folder}${version}`,
      ...target,
      replace: false,
      signal: never,
      say: silent,
    })
    client = new pg.Client(
      clientConfig({ connection: target.connection, as: 'owner', max: 1, statementTimeout: 0 }),
    )
    client.on('error', () => {})
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
  })

  /** The tables of that version, with the columns that it knew. */
  const oldTables = async () => {
    const now = await tablesOf(client)
    return restored.manifest.tables.map(({ name, columns }) => {
      const table = now.find((found) => found.name === name)
      expect(table, `${name} is gone`).toBeDefined()
      return { ...table!, columns }
    })
  }

  test('every row is as it was, in every column of that version', async () => {
    for (const table of await oldTables()) {
      if (written.includes(table.name)) continue
      const before = restored.manifest.tables.find(({ name }) => name === table.name)!
      const { rows, digest } = await digestOf(client, table, never)
      expect({ table: table.name, rows, digest }).toEqual({
        table: table.name,
        rows: before.rows,
        digest: before.digest,
      })
    }
  })

  test('the app works on it: list, search, record, edit, picture', async () => {
    const settings = loadSettings({ REGULARS_DATA: target.dataDir, LOG_LEVEL: 'error' })
    const log = pino({ level: 'error', base: null }, process.stderr)
    const composition = compose({ settings, connection: target.connection, log })
    onTestFinished(composition.close)
    const { app } = composition
    const server = await composition.serve({ checkAnswers: true })
    const url = await server.listen({ host: '127.0.0.1', port: 0 })
    const [workspace] = await app.database.installation.rows<{ id: string }>(
      'SELECT id FROM installation.workspaces',
    )
    const { secret } = await inTransaction(app, systemPrincipal(workspace!.id), 'test', (ctx) =>
      createApiKey(ctx, { name: 'After the upgrade', scopes: ['administrator'] }),
    )
    const api = makeClient(url, { authorization: `Bearer ${secret}` })

    const { body: list } = await api.get('/customers?limit=50&sort=name&filter[status]=all')
    expect(list.items).toHaveLength(50)
    const { body: found } = await api.get(`/search?q=${encodeURIComponent('öztürk aisha')}`)
    expect(found.customers[0]).toMatchObject({
      first_name: 'Aïsha',
      last_name: 'Öztürk',
      email: 'aisha@import.example',
    })
    const { id } = found.customers[0]
    const { status, body: edited } = await api.patch(`/customers/${id}`, { last_name: 'Van Dijk' })
    expect({ status, last_name: edited.last_name }).toEqual({ status: 200, last_name: 'Van Dijk' })
    const { body: again } = await api.get('/search?q=aisha%20van%20dijk')
    expect(again.customers[0]?.id).toBe(id)
    const [photographed] = await app.database.installation.rows<{ id: string }>(
      'SELECT id FROM customers WHERE photo_file_id IS NOT NULL',
    )
    expect((await api.get(`/customers/${photographed!.id}/photo`)).status).toBe(200)
    const { body: added } = await api.post('/customers', { last_name: 'New after it' })
    expect((await api.get(`/customers/${added.id}/timeline`)).body.items).toHaveLength(1)
  })

  test('what the older version writes, while it still runs, the new schema takes', async () => {
    const tables = await oldTables()
    const all = await tablesOf(client)
    for (const [i, table] of tables.entries())
      await client.query(`CREATE TEMP TABLE old_${i} AS SELECT ${columnList(table)} FROM ${table.sql}`)
    const counts = async () => {
      const found: number[] = []
      for (const { sql } of tables)
        found.push((await client.query(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0].n)
      return found
    }
    const before = await counts()
    // Only the columns that it knew; the newer ones must do without. Checks, keys and references hold throughout.
    await loadAll(client, all, async () => {
      for (const [i, table] of tables.entries())
        await client.query(
          `INSERT INTO ${table.sql} (${columnList(table)}) SELECT ${columnList(table)} FROM old_${i}`,
        )
    })
    expect(await counts()).toEqual(before)
  })

  test('the upgrade is rehearsed on a copy, which is empty again afterwards, and the original is only read', async () => {
    const original = target.connection
    const copy = await emptyTarget()
    // As if the last migrations had not run yet.
    const pending = '0010_customers_by_origin.sql'
    await client.query(`DELETE FROM migrations WHERE name = '${pending}'; DROP INDEX customers_by_origin`)
    const before = await contentOf(original)
    const options = { original, folder: temporaryFolder(), program: '0.0.1', signal: never, say: silent }
    const { migrated, tables } = await rehearse({ ...options, copy: copy.connection })
    expect(migrated).toEqual([{ name: pending, milliseconds: expect.any(Number) }])
    const rows = tables.find(({ name }) => name === 'public.customers')
    expect(rows).toEqual({ name: 'public.customers', before: expect.any(Number), after: rows!.before })
    expect(rows!.before).toBeGreaterThan(300)
    expect(await contentOf(original)).toEqual(before)
    const left = await reading(copy.connection, ({ installation }) =>
      installation.rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S', 'v')",
      ),
    )
    expect(left).toEqual([])
    await expect(rehearse({ ...options, copy: original })).rejects.toThrow(/not empty/)
  })
})
