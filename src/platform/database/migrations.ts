import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { runMigrations as migrateQueue, Logger as QueueLogger } from 'graphile-worker'
import pg from 'pg'
import { appRole, type Connection, clientConfig, openPool } from './connection.ts'

const folder = new URL('../../../db/', import.meta.url)
// Any number that only Regulars uses: two servers that start together migrate one after the other.
const lockKey = 7_284_113

export type Migration = { name: string; sql: string; hash: string }

async function migrationFiles(): Promise<Migration[]> {
  const names = (await readdir(new URL('migrations/', folder))).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(`migrations/${name}`, folder), 'utf8')
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function withOwner<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
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
  return withOwner(connection, async (client) => (await missingFrom(client)).map((m) => m.name))
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

/**
 * Brings the database up to date, each migration in a transaction of its own, under a lock.
 * @returns the names that ran now.
 */
export async function migrate(connection: Connection): Promise<string[]> {
  return withOwner(connection, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey])
    await ensureVersion(client)
    await ensureAppRole(client)
    const todo = await missingFrom(client)
    await client.query(
      'CREATE TABLE IF NOT EXISTS public.migrations (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL)',
    )
    await updateQueue(connection)
    for (const { name, sql, hash } of todo) {
      await client.query('BEGIN')
      try {
        await client.query(sql)
        await client.query('INSERT INTO public.migrations (name, hash, applied_at) VALUES ($1, $2, $3)', [
          name,
          hash,
          new Date(),
        ])
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw new Error(`Migration ${name} failed and was taken back: ${(error as Error).message}`, {
          cause: error,
        })
      }
    }
    await grantRights(client, todo.length > 0)
    return todo.map((m) => m.name)
  })
}

/** Rights and policies follow the tables that are there: after every migration, and when their own file changed. */
async function grantRights(client: pg.Client, migrated: boolean): Promise<void> {
  const sql = await readFile(new URL('roles.sql', folder), 'utf8')
  const hash = JSON.stringify(createHash('sha256').update(sql).digest('hex'))
  const known = await client.query(
    "SELECT 1 FROM installation.facts WHERE name = 'roles' AND value = $1::jsonb",
    [hash],
  )
  if (!migrated && known.rowCount === 1) return
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
