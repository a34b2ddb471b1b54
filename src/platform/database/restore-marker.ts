import type { ClientBase } from 'pg'

// A table of its own beside the migrated ones: it must be there before the first migration has run.
const marker = 'installation.restore_under_way'

/** Says in the database that what is in it is half a restore. Runs in the transaction that empties it. */
export async function markRestore(client: ClientBase, from: string, now: Date): Promise<void> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS installation;
    CREATE TABLE ${marker} (backup text NOT NULL, started_at timestamptz NOT NULL)`)
  await client.query(`INSERT INTO ${marker} VALUES ($1, $2)`, [from, now])
}

/** The restore is whole: the last step of it. */
export async function unmarkRestore(client: ClientBase): Promise<void> {
  await client.query(`DROP TABLE ${marker}`)
}

/** The restore that was begun on this database and did not end, or null. */
export async function unfinishedRestore(
  client: ClientBase,
): Promise<{ backup: string; started_at: string } | null> {
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [marker])
  if (!rows[0].there) return null
  return (await client.query(`SELECT backup, started_at FROM ${marker}`)).rows[0] ?? null
}

/** @throws when the database holds half a restore. */
export async function refuseHalfRestored(client: ClientBase): Promise<void> {
  const half = await unfinishedRestore(client)
  if (!half) return
  throw new Error(
    `This database holds half of a restore: the one of ${half.backup}, begun at ${half.started_at}, was interrupted. ` +
      'Run "regulars restore" with that backup again; it starts from the beginning.',
  )
}
