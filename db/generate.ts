/** Writes db/types.ts and db/schema.sql from a freshly migrated database. Run: npm run db:types */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { schemaText } from './schema-text.ts'
import { withFreshDatabase } from '#test/support/database.ts'

await withFreshDatabase(async ({ url, database }) => {
  execFileSync('node_modules/.bin/kysely-codegen', [
    '--dialect', 'postgres', '--url', url, '--out-file', 'db/types.ts', '--log-level', 'error',
    '--date-parser', 'string', '--timestamp-parser', 'string', '--default-schema', 'public', '--exclude-pattern', 'graphile_worker.*',
  ], { stdio: 'inherit' })
  writeFileSync('db/schema.sql', await schemaText(database.installation))
})
