import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

export const databaseFolder = new URL('../../../db/', import.meta.url)

export type Migration = {
  name: string
  sql: string
  /** SHA-256 of the file: what ran on a database must not change afterwards. */
  hash: string
  /**
   * It begins with `-- outside a transaction`: its statements, which build or drop indexes concurrently and do nothing
   * else, run one by one, because PostgreSQL allows them no transaction.
   */
  alone: boolean
}

/** All migrations of this program, in their order. */
export async function migrationFiles(): Promise<Migration[]> {
  const folder = new URL('migrations/', databaseFolder)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => asMigration(name, await readFile(new URL(name, folder), 'utf8'))),
  )
}

export function asMigration(name: string, sql: string): Migration {
  const hash = createHash('sha256').update(sql).digest('hex')
  return { name, sql, hash, alone: /^-- outside a transaction\b/.test(sql) }
}
