import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { runMigrations as migrateQueue, Logger as QueueLogger } from 'graphile-worker'
import pg from 'pg'
import { appRole, type Connection, clientConfig, openPool } from './connection.ts'
import { databaseFolder, type Migration, migrationFiles } from './migration-files.ts'
import { refuseHalfRestored } from './restore-marker.ts'
import { runMigration } from './run-migration.ts'

// Any number that only Regulars uses.
const lockKey = 7_284_113

/** Runs work on a connection of the owner's own, without the time limit of requests. */
export async function withOwner<T>(
  connection: Connection,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 0 }))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function applied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query("SELECT to_regclass('public.migrations') IS NOT NULL AS there")
  if (!rows[0].there) return new Map()
  const done = await client.query('SELECT name, hash FROM public.migrations ORDER BY name')
  return new Map(done.rows.map((row) => [row.name, row.hash]))
}

/** Names of the migrations that this database still lacks; throws when one that ran was changed since. */
export async function pendingMigrations(connection: Connection): Promise<string[]> {
  return withOwner(connection, async (client) => {
    await refuseHalfRestored(client)
    return (await missingFrom(client)).map((m) => m.name)
  })
}

async function missingFrom(client: pg.Client): Promise<Migration[]> {
  const done = await applied(client)
  const files = await migrationFiles()
  for (const file of files) {
    const hash = done.get(file.name)
    if (hash && hash !== file.hash) {
      throw new Error(
        `Migration ${file.name} was changed after it ran on this database. Restore the file as it was, and put the change into a new migration.`,
      )
    }
  }
  const unknown = [...done.keys()].filter((name) => !files.some((file) => file.name === name))
  if (unknown.length > 0) {
    throw new Error(
      `This database was made by a newer Regulars (it has ${unknown.join(', ')}). Start that version instead.`,
    )
  }
  return files.filter((file) => !done.has(file.name))
}

export type MigrateOptions = {
  /** A restore lays the old schema down first: only these migrations, and no rights yet. */
  only?: readonly string[]
  /** It is the restore itself that migrates what is half restored. */
  restoring?: boolean
  /** Told after each migration, with the time it took in milliseconds. */
  done?(name: string, milliseconds: number): void
}

/**
 * Brings the database up to date, each migration in a transaction of its own (but see `Migration.alone`), under a lock.
 * @returns the names that ran now.
 * @throws when a migration fails, cannot get its locks, or the database holds half a restore.
 */
export async function migrate(connection: Connection, options: MigrateOptions = {}): Promise<string[]> {
  const { only, restoring = false, done } = options
  return withOwner(connection, async (client) => {
    await waitForTurn(client)
    if (!restoring) await refuseHalfRestored(client)
    await ensureVersion(client)
    await ensureAppRole(client)
    const todo = (await missingFrom(client)).filter(({ name }) => only?.includes(name) ?? true)
    await client.query(
      'CREATE TABLE IF NOT EXISTS public.migrations (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL)',
    )
    await updateQueue(connection)
    for (const migration of todo) {
      const began = performance.now()
      await runMigration(client, migration)
      done?.(migration.name, performance.now() - began)
    }
    if (!only) await grantRights(client, todo.length > 0 || restoring)
    return todo.map((m) => m.name)
  })
}

/**
 * Two servers that start together migrate one after the other. The second one asks again and again: a statement that
 * waited would be a transaction that an index built concurrently by the first one waits for.
 */
async function waitForTurn(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS mine', [lockKey])
    if (rows[0].mine) return
    await sleep(200)
  }
}

/** Rights and policies follow the tables that are there: after every migration, and when their own file changed. */
async function grantRights(client: pg.Client, changed: boolean): Promise<void> {
  const sql = await readFile(new URL('roles.sql', databaseFolder), 'utf8')
  const hash = JSON.stringify(createHash('sha256').update(sql).digest('hex'))
  const known = await client.query(
    "SELECT 1 FROM installation.facts WHERE name = 'roles' AND value = $1::jsonb",
    [hash],
  )
  if (!changed && known.rowCount === 1) return
  await client.query(sql)
  await client.query(
    `INSERT INTO installation.facts (name, value, updated_at) VALUES ('roles', $1::jsonb, $2)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    [hash, new Date()],
  )
}

/** The job queue keeps its own schema up to date. */
async function updateQueue(connection: Connection): Promise<void> {
  const pool = openPool({ connection, as: 'owner', max: 2, statementTimeout: 0 })
  try {
    await migrateQueue({ pgPool: pool as never, logger: new QueueLogger(() => () => {}) })
  } finally {
    await pool.end()
  }
}

async function ensureVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS version")
  if (rows[0].version < 150000)
    throw new Error(`PostgreSQL 15 or newer is needed; this is ${Math.floor(rows[0].version / 10000)}.`)
}

/** Makes the role of the app where that is allowed, and lets the connecting role become it. */
async function ensureAppRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS there,
            (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_create`,
    [appRole],
  )
  const remedy = `Ask its administrator to run: CREATE ROLE ${appRole} NOLOGIN; GRANT ${appRole} TO the user of DATABASE_URL;`
  if (!rows[0].there) {
    if (!rows[0].may_create) throw new Error(`The database lacks the role ${appRole}. ${remedy}`)
    await client.query(`CREATE ROLE ${appRole} NOLOGIN NOBYPASSRLS`).catch((error: { code?: string }) => {
      // Another database of the same server may have made it at the same moment.
      if (error.code !== '42710' && error.code !== '23505') throw error
    })
  }
  const member = await client
    .query("SELECT pg_has_role(current_user, $1, 'SET') AS may", [appRole])
    .catch(() => client.query("SELECT pg_has_role(current_user, $1, 'MEMBER') AS may", [appRole]))
  if (!member.rows[0].may) {
    await client.query(`GRANT ${appRole} TO CURRENT_USER`).catch(() => {
      throw new Error(`The user of DATABASE_URL may not become ${appRole}. ${remedy}`)
    })
  }
}
