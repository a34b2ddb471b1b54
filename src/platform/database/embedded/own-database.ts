import { Client } from 'pg'

/** How `pg` reaches the embedded server. `host` is the folder of its socket. */
export type Connection = { host: string; port: number; user: string; database: string }

/** Makes the database when it is not there yet. */
export async function ensureDatabase(connection: Connection): Promise<void> {
  try {
    await query(connection, 'SELECT 1')
    return
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw error
  }
  try {
    await query({ ...connection, database: 'postgres' }, `CREATE DATABASE "${connection.database}"`)
  } catch (error) {
    // Another process made it in the meantime: 42P04, or 23505 when both were at it in the same instant.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  }
}

async function query(connection: Connection, sql: string): Promise<void> {
  const client = new Client(connection)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
