import { dirname } from 'node:path'
import pg from 'pg'
import { type Connection, clientConfig } from '../database/connection.ts'
import { refuseHalfRestored } from '../database/restore-marker.ts'
import { type FileStore, makeFileStore } from '../files/files.ts'
import { type Table, tablesOf } from './catalogue.ts'
import { allRowsOf, copyOut, portableForm } from './copy-out.ts'
import {
  filesPrefix,
  formatVersion,
  type Head,
  headName,
  type Manifest,
  manifestName,
  partName,
  secretName,
} from './format.ts'
import { jobsTable, selectJobs } from './queued-jobs.ts'
import { contentSize, refuseLackOfRoom } from './room.ts'
import { type Digest, rowDigest } from './row-digest.ts'
import { type Archive, writeArchive } from './write-archive.ts'

/** Says what is being done; a line a time. */
export type Say = (message: string) => void

export type BackupOptions = {
  connection: Connection
  /** Where the stored files lie, unless `files` says that they lie elsewhere. */
  dataDir: string
  files?: FileStore
  /** The file to write; it must not exist. */
  path: string
  gzip: boolean
  /** The version of this program. */
  program: string
  /** The key, where the data folder keeps it; null when it is a setting. */
  secret: string | null
  /** A rehearsal has no use for the files. */
  withFiles?: boolean
  signal: AbortSignal
  say: Say
}

const partBytes = 1024 * 1024

/**
 * Writes a backup of an installation, also of one in use: all rows as of one instant.
 * @throws when the target cannot be written or has too little room, or `signal` says stop; then no file is left.
 */
export async function writeBackup(options: BackupOptions): Promise<Manifest> {
  const { connection, path, gzip, signal } = options
  const client = new pg.Client(clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 0 }))
  // A connection that breaks is met by the query under way.
  client.on('error', () => {})
  await client.connect()
  let manifest: Manifest | undefined
  try {
    await client.query(portableForm)
    await refuseHalfRestored(client)
    await refuseMissing(client)
    // Compressed, rows of names and addresses take about a fifth.
    await refuseLackOfRoom(dirname(path), (await contentSize(client)) * (gzip ? 0.3 : 1))
    const now = new Date()
    await writeArchive(path, { gzip, signal, now }, async (archive) => {
      manifest = await writeEntries(archive, client, now, options)
      await archive.add(manifestName, `${JSON.stringify(manifest, null, 1)}\n`)
    })
    return manifest!
  } finally {
    if (signal.aborted || !manifest) await endAtOnce(client)
    else await client.end()
  }
}

/** A statement may be under way whose rows nobody takes any more. */
async function endAtOnce(client: pg.Client): Promise<void> {
  const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection
  stream.destroy()
  await client.end().catch(() => {})
}

async function writeEntries(
  archive: Archive,
  client: pg.Client,
  now: Date,
  options: BackupOptions,
): Promise<Manifest> {
  const { say, signal } = options
  const tables = await beginSnapshot(client)
  const head: Head = {
    format: formatVersion,
    program: options.program,
    created_at: now.toISOString(),
    postgres: (await client.query('SHOW server_version')).rows[0].server_version,
    migrations: (await client.query('SELECT name, hash FROM public.migrations ORDER BY name')).rows,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
    secret: options.secret === null ? 'setting' : 'included',
  }
  await archive.add(headName, `${JSON.stringify(head, null, 1)}\n`)

  const written: Manifest['tables'] = []
  for (const table of tables) {
    const digest = await writeRows(archive, table.name, copyOut(client, allRowsOf(table)), signal)
    if (digest.rows > 0) say(`${table.name}: ${digest.rows} rows`)
    written.push({ name: table.name, columns: table.columns, ...digest })
  }
  const jobs = await writeRows(archive, jobsTable, copyOut(client, selectJobs), signal)
  const audit_heads = await auditHeads(client)
  if (options.secret !== null) await archive.add(secretName, options.secret)
  const files =
    options.withFiles === false
      ? { count: 0, bytes: 0, missing_count: 0, missing: [], altered: [] }
      : await writeFiles(archive, client, options)
  await client.query('COMMIT')
  return { ...head, tables: written, jobs, files, audit_heads, entries: archive.entries() }
}

async function refuseMissing(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT to_regclass('public.migrations') IS NOT NULL AS there")
  if (!rows[0].there)
    throw new Error('There is no installation in this database, so there is nothing to back up.')
}

/**
 * One instant for all that is read, and no change of the schema until the end.
 * The tables are locked before the snapshot is taken, so that it knows them as they are.
 */
async function beginSnapshot(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query("SELECT to_regclass('public.migrations') IS NOT NULL AS there")
  if (!rows[0].there)
    throw new Error('There is no installation in this database, so there is nothing to back up.')
  for (;;) {
    const before = (await tablesOf(client)).map(({ sql }) => sql).join(', ')
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query(`LOCK TABLE ${before} IN ACCESS SHARE MODE`)
    const tables = await tablesOf(client)
    if (tables.map(({ sql }) => sql).join(', ') === before) return tables
    await client.query('ROLLBACK')
  }
}

async function auditHeads(client: pg.Client): Promise<Manifest['audit_heads']> {
  const { rows } = await client.query("SELECT to_regclass('public.audit_heads') IS NOT NULL AS there")
  if (!rows[0].there) return []
  const heads = await client.query(
    "SELECT workspace_id, last_seq, encode(last_hash, 'hex') AS last_hash FROM audit_heads ORDER BY workspace_id",
  )
  return heads.rows
}

async function writeRows(
  archive: Archive,
  table: string,
  rows: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<Digest> {
  const digest = rowDigest()
  let waiting: Buffer[] = []
  let size = 0
  let part = 0
  const flush = async () => {
    if (size === 0) return
    await archive.add(partName(table, part++), Buffer.concat(waiting))
    waiting = []
    size = 0
  }
  for await (const chunk of rows) {
    signal.throwIfAborted()
    digest.add(chunk)
    waiting.push(chunk)
    size += chunk.length
    if (size >= partBytes) await flush()
  }
  await flush()
  return digest.finish()
}

type FileRow = { workspace_id: string; id: string; sha256: string }

/** The files that the snapshot names. One that was removed since is missing, like one that was lost. */
async function writeFiles(
  archive: Archive,
  client: pg.Client,
  { dataDir, files: store = makeFileStore({ dataDir }), signal, say }: BackupOptions,
): Promise<Manifest['files']> {
  const files: Manifest['files'] = { count: 0, bytes: 0, missing_count: 0, missing: [], altered: [] }
  await client.query(
    'DECLARE stored CURSOR FOR SELECT workspace_id, id, sha256 FROM files ORDER BY workspace_id, id',
  )
  for (;;) {
    const { rows } = await client.query<FileRow>('FETCH 500 FROM stored')
    for (const { workspace_id, id, sha256 } of rows) {
      signal.throwIfAborted()
      const name = `${filesPrefix}${workspace_id}/${id}`
      const size = await store.size(workspace_id, id)
      if (size === null) {
        files.missing_count += 1
        if (files.missing.length < 100) files.missing.push(name)
        continue
      }
      const actual = await archive.stream(name, size, sha256, await store.open(workspace_id, id))
      if (actual !== sha256) files.altered.push(name)
      files.count += 1
      files.bytes += size
    }
    if (rows.length === 0) break
  }
  if (files.count > 0) say(`files: ${files.count}`)
  return files
}
