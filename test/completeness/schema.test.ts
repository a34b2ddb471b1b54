import { readFile } from 'node:fs/promises'
import { expect, inject, test } from 'vitest'
import { openDatabase } from '#platform/database/database.ts'
import { schemaText } from '../../db/schema-text.ts'
import { createDatabase } from '../support/database.ts'

test('db/schema.txt is what the migrations make (npm run db:types writes it)', async () => {
  const { connection, drop } = await createDatabase(inject('postgres'))
  const database = openDatabase({ connection, poolSize: 1, statementTimeout: 10_000 })
  try {
    const kept = await readFile(new URL('../../db/schema.txt', import.meta.url), 'utf8')
    expect(kept).toBe(await schemaText(database.installation))
  } finally {
    await database.close()
    await drop()
  }
})
