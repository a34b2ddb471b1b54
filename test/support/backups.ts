import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, inject } from 'vitest'
import type { Manifest } from '#platform/backup/format.ts'
import { headName, manifestName } from '#platform/backup/format.ts'
import { openArchive } from '#platform/backup/read-archive.ts'
import { writeArchive } from '#platform/backup/write-archive.ts'
import { type Say, writeBackup } from '#platform/backup/write-backup.ts'
import type { Connection } from '#platform/database/connection.ts'
import { type Database, openDatabase } from '#platform/database/database.ts'
import { schemaText } from '../../db/schema-text.ts'
import { createDatabase } from './database.ts'

const closings: (() => unknown)[] = []
afterAll(async () => {
  for (const close of closings.reverse()) await close()
})

/** A folder that is gone when the tests of the importing file have run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-backup-'))
  closings.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A migrated database that nobody has used, and a data folder. */
export async function emptyTarget(): Promise<{ connection: Connection; dataDir: string }> {
  const { connection, drop } = await createDatabase(inject('postgres'))
  closings.push(drop)
  return { connection, dataDir: temporaryFolder() }
}

export const never = new AbortController().signal
export const silent: Say = () => {}

export const backUp = (
  source: { connection: Connection; dataDir: string },
  path: string,
  say = silent,
  signal = never,
) =>
  writeBackup({
    ...source,
    path,
    gzip: path.endsWith('.gz'),
    program: '0.0.1',
    secret: 'the key\n',
    signal,
    say,
  })

/** All of a database but the queue: a fingerprint of each table's sorted rows, and the schema. */
export async function contentOf(connection: Connection): Promise<Record<string, string>> {
  return reading(connection, async ({ installation }) => {
    const tables = await installation.rows<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('public', 'installation', 'auth') AND c.relkind = 'r' ORDER BY 1`,
    )
    const content: Record<string, string> = { schema: await schemaText(installation) }
    for (const { name } of tables) {
      // When rights were last given is a fact of the place, not of the installation.
      const lines = await installation.rows<{ line: string }>(
        `SELECT t::text AS line FROM ${name} t WHERE to_jsonb(t)->>'name' IS DISTINCT FROM 'roles' ORDER BY t::text COLLATE "C"`,
      )
      const digest = createHash('sha256')
      for (const { line } of lines) digest.update(`${line}\n`)
      content[name] = `${lines.length} ${digest.digest('hex')}`
    }
    return content
  })
}

/** What waits in the queue. */
export const queueOf = (connection: Connection) =>
  reading(connection, ({ installation }) =>
    installation.rows(
      `SELECT t.identifier, j.payload::text, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority
       FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id ORDER BY j.id`,
    ),
  )

export async function reading<T>(
  connection: Connection,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = openDatabase({ connection, poolSize: 2, statementTimeout: 60_000 })
  return work(database).finally(() => database.close())
}

/** Every file in a folder and below, by its path, with its bytes as text of hexadecimal digits. */
export const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), readFileSync(path, 'hex')]),
  )

/** Writes a backup anew, each entry as `change` gives it back; null leaves the entry out. */
export async function rewrite(
  path: string,
  to: string,
  change: {
    entry?: (name: string, bytes: Buffer) => Buffer | null
    manifest?: (manifest: Manifest) => object
  },
): Promise<string> {
  const { entry = (_, bytes) => bytes, manifest: told = (manifest) => manifest } = change
  const archive = await openArchive(path)
  await writeArchive(to, { gzip: false, signal: never, now: new Date(0) }, async (target) => {
    const { format, program, created_at, postgres, migrations, tables, secret } = archive.head
    const head = entry(
      headName,
      Buffer.from(JSON.stringify({ format, program, created_at, postgres, migrations, tables, secret })),
    )
    if (head) await target.add(headName, head)
    for await (const { name, bytes } of archive.entries) {
      const content = Buffer.concat(await Readable.from(bytes).toArray())
      const changed = entry(name, content)
      if (changed) await target.add(name, changed)
    }
    await target.add(manifestName, JSON.stringify(told({ ...archive.manifest(), entries: target.entries() })))
  })
  return to
}
