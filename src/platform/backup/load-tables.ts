import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ClientBase } from 'pg'
import { from } from 'pg-copy-streams'
import { columnList, obstaclesIn, type Table } from './catalogue.ts'
import { digestOf } from './copy-out.ts'
import type { Manifest } from './format.ts'

/**
 * In one transaction: empties all tables, takes what stands in the way of loading out of the schema, lets `load` fill
 * them, and puts it back. So foreign keys are checked and indexes built over all rows at once.
 */
export async function loadAll(
  client: ClientBase,
  tables: readonly Table[],
  load: () => Promise<void>,
): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(`TRUNCATE ${tables.map(({ sql }) => sql).join(', ')}`)
    const obstacles = await obstaclesIn(client)
    for (const { remove } of obstacles) await client.query(remove)
    await load()
    for (const { put } of obstacles.toReversed()) await client.query(put)
    await client.query('ANALYZE')
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/**
 * Loads the rows of one table, in the transaction of `loadAll`. Because it emptied the table, rows can be frozen as
 * they come: they need not be written once more by a later vacuum.
 */
export async function loadTable(
  client: ClientBase,
  table: Table,
  rows: AsyncIterable<Buffer>,
): Promise<void> {
  const target = client.query(from(`COPY ${table.sql} (${columnList(table)}) FROM STDIN WITH (FREEZE)`))
  await pipeline(Readable.from(rows), target)
}

/** Holds what was loaded against what was backed up. */
export async function compareTables(
  client: ClientBase,
  tables: readonly Table[],
  manifest: Manifest,
  signal: AbortSignal,
): Promise<void> {
  for (const table of tables) {
    const wanted = manifest.tables.find(({ name }) => name === table.name)
    const found = await digestOf(client, table, signal)
    if (wanted?.rows === found.rows && wanted.digest === found.digest) continue
    throw new Error(
      `The table ${table.name} did not come back as it was: ${found.rows} rows of ${wanted?.rows ?? 0}, or others. Run the restore again, and keep the backup.`,
    )
  }
}
