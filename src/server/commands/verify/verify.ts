import { existsSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { type Connection, clientConfig } from '#platform/database/connection.ts'
import { pendingMigrations } from '#platform/database/migrations.ts'
import { type FileStore, fileSettings, makeFileStore } from '#platform/files/files.ts'
import { loadSettings, type Settings } from '#platform/settings.ts'
import { reachDatabase } from '../../open-app.ts'
import { type AnchorsLeft, checkAuditTrail } from './audit-trail.ts'
import { checkCustomers } from './customers.ts'
import { checkExported } from './exported.ts'
import { makeReport, type Report } from './report.ts'
import { checkStoredFiles } from './stored-files.ts'
import { checkTotals } from './totals.ts'

export type VerifyOptions = { workspace?: string; file?: string; expect?: string; skipFiles?: boolean }

/** What the checks read with; all of a workspace in one snapshot. */
export type Reader = { rows<Row>(text: string, values?: unknown[]): Promise<Row[]> }
export type Workspace = { id: string; slug: string }

/** Prints what was checked and every fault; sets the exit code to 1 when there is one. */
export async function verify(options: VerifyOptions): Promise<void> {
  const report = makeReport({ log: console.log, watch: process.stderr })
  const expected = options.expect === undefined ? [] : expectedHashes(options.expect)
  if (options.file) await checkExported(options.file, expected, report)
  else await verifyInstallation(loadSettings(), options, expected, report)
  report.say(
    report.faults === 0
      ? '\nEverything fits.'
      : `\n${report.faults} faults. Restore from a backup made before, or ask who changed the database by hand.`,
  )
  if (report.faults > 0) process.exitCode = 1
}

/** Hashes in an option or in the file that it names. */
export function expectedHashes(text: string): string[] {
  const content = existsSync(text) ? readFileSync(text, 'utf8') : text
  const hashes = content.match(/\b[0-9a-f]{64}\b/gi)
  if (!hashes) throw new Error(`--expect: there is no hash (64 hexadecimal digits) in ${text}.`)
  return [...new Set(hashes.map((hash) => hash.toLowerCase()))]
}

async function verifyInstallation(
  settings: Settings,
  { workspace, skipFiles }: VerifyOptions,
  expected: string[],
  report: Report,
): Promise<void> {
  const { connection, stop } = await reachDatabase(settings, 'verify')
  try {
    await verifyDatabase(
      { connection, files: makeFileStore(fileSettings(settings)), workspace, skipFiles, expected },
      report,
    )
  } finally {
    await stop()
  }
}

type Asked = {
  connection: Connection
  files: FileStore
  workspace?: string | undefined
  skipFiles?: boolean | undefined
  expected?: string[]
}

/** Checks every workspace, or one, of a database that may be in use. */
export async function verifyDatabase(
  { connection, files, workspace, skipFiles, expected = [] }: Asked,
  report: Report,
): Promise<void> {
  const pending = await pendingMigrations(connection)
  if (pending.length > 0) throw new Error('The database is not up to date. Run "regulars migrate" first.')
  const client = new pg.Client(clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 0 }))
  await client.connect()
  const reader: Reader = { rows: async (text, values) => (await client.query(text, values)).rows }
  try {
    const anchors: AnchorsLeft = { left: new Set(expected) }
    for (const one of await workspacesOf(reader, workspace)) {
      // One snapshot, so that what is written meanwhile is seen whole or not at all.
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      await checkAuditTrail(reader, one, anchors, report)
      await checkTotals(reader, one, report)
      await checkCustomers(reader, one, report)
      await client.query('COMMIT')
      if (!skipFiles) await checkStoredFiles(reader, files, one, report)
    }
    for (const hash of anchors.left) {
      const what = 'expected, but not in any audit trail: entries were cut off or made anew'
      report.fault({ workspace: workspace ?? '*', part: 'audit trail', row: hash, what })
    }
  } finally {
    await client.end()
  }
}

async function workspacesOf(reader: Reader, slug: string | undefined): Promise<Workspace[]> {
  const all = await reader.rows<Workspace>(
    'SELECT id, slug FROM installation.workspaces ORDER BY created_at, id',
  )
  if (slug === undefined) return all
  const found = all.filter((one) => one.slug === slug)
  if (found.length === 0)
    throw new Error(`There is no workspace "${slug}". There is: ${all.map((one) => one.slug).join(', ')}`)
  return found
}
