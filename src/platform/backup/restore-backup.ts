import { basename } from 'node:path'
import pg from 'pg'
import { type Connection, clientConfig } from '../database/connection.ts'
import { migrate } from '../database/migrations.ts'
import { markRestore, unmarkRestore } from '../database/restore-marker.ts'
import type { FileStore } from '../files/files.ts'
import { type Table, tablesOf } from './catalogue.ts'
import { portableForm } from './copy-out.ts'
import { BackupUnusable, type Manifest, secretName, tableOfPart } from './format.ts'
import { hasFiles, laySecret, stagingFor, straightInto } from './lay-files.ts'
import { compareTables, loadAll, loadTable } from './load-tables.ts'
import { enqueueAgain, jobsTable } from './queued-jobs.ts'
import { type Entry, type OpenArchive, openArchive } from './read-archive.ts'
import { refuseLackOfRoom, restoredSize } from './room.ts'
import { clearDatabase, inspectTarget, isServed } from './target.ts'
import { refuseNewer, verifyBackup } from './verify-backup.ts'
import type { Say } from './write-backup.ts'

export type RestoreOptions = {
  /** The backup. */
  path: string
  connection: Connection
  /** Where files and key go; null leaves them out (a rehearsal). */
  dataDir: string | null
  /** Where files go instead: a bucket. */
  bucket?: FileStore | undefined
  /** The key is a setting here, so that of the backup is not used. */
  secretIsSet?: boolean
  /** Whether an installation that is in use may be replaced. */
  replace: boolean
  signal: AbortSignal
  say: Say
}

export type Restored = { manifest: Manifest; migrated: { name: string; milliseconds: number }[] }

/** There is an installation where the backup should go. */
export class TargetInUse extends Error {}

/**
 * Brings an installation back: its schema as it was, its rows, compared with what was backed up, its files, its key;
 * then the migrations that came since. Until all is done the database says that it is half restored, and no server
 * starts on it; a restore that was interrupted is run again from its beginning.
 * @throws BackupUnusable before anything was changed; TargetInUse when `replace` is needed.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { path, connection, signal, say } = options
  say(`Checking ${path}`)
  const manifest = await verifyBackup(path, signal)
  await refuseNewer(path, manifest)
  if (options.dataDir !== null)
    await refuseLackOfRoom(options.dataDir, restoredSize(manifest, !options.bucket))
  const client = new pg.Client(clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 0 }))
  client.on('error', () => {})
  await client.connect()
  try {
    await refuseTarget(client, options)
    await client.query(portableForm)
    await begin(client, path)
    return await bringBack(client, manifest, options)
  } finally {
    await client.end()
  }
}

async function refuseTarget(client: pg.Client, { replace, dataDir }: RestoreOptions): Promise<void> {
  const target = await inspectTarget(client)
  if (target === 'foreign') {
    throw new Error(
      'The database holds tables of another program. Give an empty one (DATABASE_URL); nothing was changed.',
    )
  }
  if (target === 'used' && !replace) {
    throw new TargetInUse(
      'There is an installation with workspaces in this database. Give an empty one (REGULARS_DATA or DATABASE_URL), or replace this one with --replace; nothing was changed.',
    )
  }
  if (target !== 'half' && !replace && dataDir !== null && (await hasFiles(dataDir))) {
    throw new TargetInUse(
      `There are files in ${dataDir}/files. Give an empty folder (REGULARS_DATA), or replace them with --replace; nothing was changed.`,
    )
  }
  if (await isServed(client))
    throw new Error('Another Regulars works on this database. Stop it first; nothing was changed.')
}

/** Nothing of what was there is left, and the database says why. */
async function begin(client: pg.Client, path: string): Promise<void> {
  await client.query('BEGIN')
  await clearDatabase(client)
  await markRestore(client, basename(path), new Date())
  await client.query('COMMIT')
}

async function bringBack(client: pg.Client, manifest: Manifest, options: RestoreOptions): Promise<Restored> {
  const { connection, dataDir, signal, say } = options
  await migrate(connection, { only: manifest.migrations.map(({ name }) => name), restoring: true })
  const tables = await tablesOf(client)
  const staging =
    dataDir === null ? null : options.bucket ? straightInto(options.bucket) : stagingFor(dataDir)
  await staging?.begin()
  await loadAll(client, tables, async () => {
    await loadEntries(client, tables, staging, options)
    say('Building indexes and checking references')
  })
  say('Comparing with the backup')
  await compareTables(client, tables, manifest, signal)

  const migrated: Restored['migrated'] = []
  await migrate(connection, {
    restoring: true,
    done: (name, milliseconds) => migrated.push({ name, milliseconds }),
  })
  await staging?.finish()
  await unmarkRestore(client)
  return { manifest, migrated }
}

/** The second reading: everything goes to its place as it comes, and is held against its checksum once more. */
async function loadEntries(
  client: pg.Client,
  tables: readonly Table[],
  staging: ReturnType<typeof stagingFor> | null,
  { path, dataDir, secretIsSet, signal, say }: RestoreOptions,
): Promise<void> {
  const archive = await openArchive(path)
  let files = 0
  try {
    const entries = peekable(archive.entries)
    for (let entry = await entries.next(); entry; entry = await entries.next()) {
      signal.throwIfAborted()
      const name = tableOfPart(entry.name)
      if (name === jobsTable) {
        await enqueueAgain(client, partsOf(entry, entries, signal))
      } else if (name !== null) {
        const table = tables.find((known) => known.name === name)
        if (!table) throw new BackupUnusable(`The backup has rows of an unknown table: ${name}.`)
        say(`Loading ${name}`)
        await loadTable(client, table, partsOf(entry, entries, signal))
      } else if (entry.name === secretName) {
        const secret = await text(entry.bytes)
        if (dataDir !== null && !secretIsSet) await laySecret(dataDir, secret)
      } else if (staging) {
        if (files++ === 0) say('Laying down files')
        await staging.lay(entry)
      }
    }
    archive.manifest()
  } finally {
    archive.close()
  }
}

type Peekable = { next(): Promise<Entry | undefined>; back(entry: Entry): void }

function peekable(entries: OpenArchive['entries']): Peekable {
  let kept: Entry | undefined
  return {
    async next() {
      const entry = kept
      kept = undefined
      return entry ?? ((await entries.next()).value as Entry | undefined)
    },
    back: (entry) => {
      kept = entry
    },
  }
}

/** The parts of one table as one run of bytes. */
async function* partsOf(first: Entry, entries: Peekable, signal: AbortSignal): AsyncGenerator<Buffer> {
  let entry: Entry | undefined = first
  while (entry && tableOfPart(entry.name) === tableOfPart(first.name)) {
    for await (const chunk of entry.bytes) {
      signal.throwIfAborted()
      yield chunk
    }
    entry = await entries.next()
  }
  if (entry) entries.back(entry)
}

async function text(bytes: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
