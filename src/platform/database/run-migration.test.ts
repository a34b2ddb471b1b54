import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createDatabase } from '#test/support/database.ts'
import { clientConfig } from './connection.ts'
import { asMigration } from './migration-files.ts'
import { pendingMigrations } from './migrations.ts'
import { runMigration } from './run-migration.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
let client: pg.Client
const open = async () => {
  const opened = new pg.Client(
    clientConfig({ connection: database.connection, as: 'owner', max: 1, statementTimeout: 0 }),
  )
  await opened.connect()
  return opened
}

beforeAll(async () => {
  database = await createDatabase(inject('postgres'))
  client = await open()
  await client.query('CREATE TABLE sheep (id integer, name text)')
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const applied = async (name: string) =>
  (await client.query('SELECT 1 FROM migrations WHERE name = $1', [name])).rowCount === 1
const isValid = async (index: string) =>
  (await client.query('SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass($1)', [index])).rows[0]
    ?.indisvalid

test('a migration that fails half-way leaves nothing behind', async () => {
  const broken = asMigration('9001_broken.sql', 'CREATE TABLE goats (id integer); SELECT 1 / 0;')
  await expect(runMigration(client, broken)).rejects.toThrow(/9001_broken.sql failed and was taken back/)
  expect((await client.query("SELECT to_regclass('goats') AS found")).rows[0].found).toBeNull()
  expect(await applied('9001_broken.sql')).toBe(false)
})

test('one that finds its table locked lets others pass, and gets through once the table is free', async () => {
  const [holder, reader] = [await open(), await open()]
  await holder.query('BEGIN; LOCK TABLE sheep IN ACCESS SHARE MODE')
  const running = runMigration(client, asMigration('9002_wool.sql', 'ALTER TABLE sheep ADD COLUMN wool text'))
  // While it waits for the lock every reader stands in line behind it; when it has stepped back they pass.
  await reader.query("SET lock_timeout = '9s'")
  for (let i = 0; i < 3; i++) await reader.query('SELECT * FROM sheep')
  await holder.query('COMMIT')
  await running
  expect(await applied('9002_wool.sql')).toBe(true)
  await Promise.all([holder.end(), reader.end()])
})

test('an index is built outside a transaction, and the remains of a build that broke off are replaced', async () => {
  await client.query("INSERT INTO sheep (id, name) VALUES (1, 'Dolly'), (1, 'Bonnie')")
  const migration = asMigration(
    '9003_index.sql',
    '-- outside a transaction: the table is large\nCREATE UNIQUE INDEX CONCURRENTLY sheep_id ON sheep (id);\n-- and another\nCREATE INDEX CONCURRENTLY sheep_name ON sheep (name);\n',
  )
  await expect(runMigration(client, migration)).rejects.toThrow(/9003_index.sql failed: could not create/)
  expect(await isValid('sheep_id')).toBe(false)
  await client.query("DELETE FROM sheep WHERE name = 'Bonnie'")
  await runMigration(client, migration)
  expect([await isValid('sheep_id'), await isValid('sheep_name')]).toEqual([true, true])
  expect(await applied('9003_index.sql')).toBe(true)
})

test('outside a transaction nothing but indexes is touched', async () => {
  const other = asMigration('9004_other.sql', '-- outside a transaction\nUPDATE sheep SET id = 2;')
  await expect(runMigration(client, other)).rejects.toThrow(/only "CREATE INDEX CONCURRENTLY/)
  expect((await client.query('SELECT id FROM sheep')).rows).toEqual([{ id: 1 }])
})

test('a database that holds half a restore is refused', async () => {
  await client.query(
    "CREATE TABLE installation.restore_under_way AS SELECT 'old.tar'::text AS backup, now() AS started_at",
  )
  await expect(pendingMigrations(database.connection)).rejects.toThrow(
    /half of a restore: the one of old.tar/,
  )
  await client.query('DROP TABLE installation.restore_under_way')
})
