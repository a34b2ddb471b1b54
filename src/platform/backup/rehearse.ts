import { join } from 'node:path'
import type pg from 'pg'
import type { Connection } from '../database/connection.ts'
import { withOwner } from '../database/migrations.ts'
import { tablesOf } from './catalogue.ts'
import { restoreBackup } from './restore-backup.ts'
import { clearDatabase, inspectTarget } from './target.ts'
import { type Say, writeBackup } from './write-backup.ts'

export type Rehearsal = {
  /** How long each migration took on the copy. */
  migrated: { name: string; milliseconds: number }[]
  /** Rows of each table as they were, and on the upgraded copy; null where there was or is no such table. */
  tables: { name: string; before: number | null; after: number | null }[]
}

/**
 * Rehearses an upgrade: copies a database that is in use into an empty one, by way of a backup without files in
 * `folder`, and migrates the copy. The copy is emptied again; the original is only read.
 * @throws as the upgrade itself would.
 */
export async function rehearse(options: {
  original: Connection
  copy: Connection
  folder: string
  program: string
  signal: AbortSignal
  say: Say
}): Promise<Rehearsal> {
  const { original, copy, folder, program, signal, say } = options
  const path = join(folder, 'rehearsal.tar')
  if (!['empty', 'unused'].includes(await withOwner(copy, inspectTarget)))
    throw new Error('The database for the copy is not empty. Give another one; nothing was changed.')
  const { tables } = await writeBackup({
    connection: original,
    dataDir: folder,
    path,
    gzip: false,
    program,
    secret: null,
    withFiles: false,
    signal,
    say,
  })
  try {
    const { migrated } = await restoreBackup({
      path,
      connection: copy,
      dataDir: null,
      replace: false,
      signal,
      say,
    })
    const after = await withOwner(copy, rowCounts)
    const before = new Map(tables.map(({ name, rows }) => [name, rows]))
    const names = [...new Set([...before.keys(), ...after.keys()])].sort()
    return {
      migrated,
      tables: names.map((name) => ({
        name,
        before: before.get(name) ?? null,
        after: after.get(name) ?? null,
      })),
    }
  } finally {
    await withOwner(copy, clearDatabase)
  }
}

async function rowCounts(client: pg.Client): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { name, sql } of await tablesOf(client))
    counts.set(name, Number((await client.query(`SELECT count(*) AS n FROM ${sql}`)).rows[0].n))
  return counts
}
