/** Writes db/types.ts and db/schema.txt from a freshly migrated database. Run: npm run db:types */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#platform/database/database.ts'
import { startEmbedded } from '#platform/database/embedded/supervisor.ts'
import { migrate } from '#platform/database/migrations.ts'
import { schemaText } from './schema-text.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'regulars-types-'))
const server = await startEmbedded({
  dataDir,
  log: { info: () => {}, warn: console.warn, error: console.error },
})
try {
  await migrate(server.connection)
  const database = openDatabase({ connection: server.connection, poolSize: 1, statementTimeout: 0 })
  writeFileSync(new URL('schema.txt', import.meta.url), await schemaText(database.installation))
  await database.close()
  const { host, port, user, database: name } = server.connection
  const url = `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`
  const options = {
    dialect: 'postgres',
    url,
    'out-file': 'db/types.ts',
    'log-level': 'error',
    'default-schema': 'public',
  }
  const mapping = { timestamptz: 'string', date: 'string', int8: 'number', char: 'string' }
  execFileSync(
    'node_modules/.bin/kysely-codegen',
    [
      ...Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]),
      ...['--type-mapping', JSON.stringify(mapping), '--exclude-pattern', '{migrations,graphile_worker.*}'],
    ],
    { stdio: 'inherit' },
  )
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
