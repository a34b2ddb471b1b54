import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { type Connection, clientConfig } from '#platform/database/connection.ts'
import { migrate } from '#platform/database/migrations.ts'

/** Test runs that share a server keep out of each other's way. */
const template = `regulars_template_${process.pid}`

const within = (connection: Connection, database: string): Connection => {
  if (!('url' in connection)) return { ...connection, database }
  const url = new URL(connection.url)
  url.pathname = `/${database}`
  return { url: url.href }
}

async function administer(connection: Connection, statement: string): Promise<void> {
  const client = new pg.Client(clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 60_000 }))
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Makes the migrated database that `createDatabase` copies. Its name is told through the environment of the workers. */
export async function makeTemplate(connection: Connection): Promise<void> {
  await administer(connection, `CREATE DATABASE ${template}`)
  await migrate(within(connection, template))
  process.env['TEST_TEMPLATE'] = template
}

/** A database of one's own: migrated and empty. */
export async function createDatabase(
  connection: Connection,
): Promise<{ connection: Connection; drop(): Promise<void> }> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(connection, `CREATE DATABASE ${name} TEMPLATE ${process.env['TEST_TEMPLATE']}`)
  return {
    connection: within(connection, name),
    drop: () => administer(connection, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}
