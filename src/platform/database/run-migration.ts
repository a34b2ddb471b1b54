import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Migration } from './migration-files.ts'

// A migration that waits for a lock makes everybody wait who comes after it: so it waits shortly, steps back, and
// tries again. The waits together are longer than any statement of a request may take.
// What builds an index concurrently stands in nobody's way, and waits for transactions that were there before it.
const lockTimeout = ({ alone }: Migration) => (alone ? '10min' : '2s')
const attempts = 12
const pause = 1_500

/** Runs one migration and notes that it ran; a kill at any point leaves it to be run again as a whole. */
export async function runMigration(client: pg.Client, migration: Migration): Promise<void> {
  await client.query(`SET lock_timeout = '${lockTimeout(migration)}'`)
  try {
    const run = migration.alone ? runAlone : runWhole
    await withRetries(migration, () => run(client, migration))
  } finally {
    await client.query('RESET lock_timeout')
  }
}

async function withRetries(migration: Migration, run: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      // lock_not_available and deadlock_detected: somebody else was at the table.
      const busy = ['55P03', '40P01'].includes((error as { code?: string }).code ?? '')
      if (!busy || attempt === attempts) throw explained(migration, error as Error, busy)
      await sleep(pause)
    }
  }
}

function explained({ name, alone }: Migration, cause: Error, busy: boolean): Error {
  const what = busy
    ? `Migration ${name} could not get at a table that something else keeps locked (a backup or a long transaction). Run it again when that has ended.`
    : `Migration ${name} failed${alone ? '' : ' and was taken back'}: ${cause.message}`
  return new Error(what, { cause })
}

async function runWhole(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(migration.sql)
    await note(client, migration)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function runAlone(client: pg.Client, migration: Migration): Promise<void> {
  for (const statement of statementsOf(migration.sql)) {
    const index = /^CREATE (?:UNIQUE )?INDEX CONCURRENTLY (\w+) ON /i.exec(statement)?.[1]
    if (!index && !/^DROP INDEX CONCURRENTLY IF EXISTS \w+$/i.test(statement)) {
      throw new Error(
        `Outside a transaction only "CREATE INDEX CONCURRENTLY name ON …" and "DROP INDEX CONCURRENTLY IF EXISTS name" may run, not: ${statement}`,
      )
    }
    if (index && (await isBuilt(client, index))) continue
    await client.query(statement)
  }
  await note(client, migration)
}

/** Whether the index is there and whole; the remains of a build that broke off are removed. */
async function isBuilt(client: pg.Client, index: string): Promise<boolean> {
  const { rows } = await client.query('SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass($1)', [
    `public.${index}`,
  ])
  if (rows[0] && !rows[0].indisvalid) await client.query(`DROP INDEX CONCURRENTLY public.${index}`)
  return rows[0]?.indisvalid ?? false
}

/** Such a file holds no text with a semicolon in it, so this is enough. */
const statementsOf = (sql: string): string[] =>
  sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.replace(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '')

const note = (client: pg.Client, { name, hash }: Migration) =>
  client.query('INSERT INTO public.migrations (name, hash, applied_at) VALUES ($1, $2, $3)', [
    name,
    hash,
    new Date(),
  ])
