import { createInterface } from 'node:readline/promises'
import type { Manifest } from '#platform/backup/format.ts'
import { restoreBackup } from '#platform/backup/restore-backup.ts'
import { refuseNewer, verifyBackup } from '#platform/backup/verify-backup.ts'
import { fileSettings, makeFileStore } from '#platform/files/files.ts'
import { loadSettings, type Settings } from '#platform/settings.ts'
import { interruptible } from '../../interruptible.ts'
import { reachAlone } from '../../open-app.ts'

/** `regulars restore --check`: whether a backup is whole, and of what. */
export async function check(file: string): Promise<void> {
  const manifest = await interruptible((signal) => verifyBackup(file, signal))
  await refuseNewer(file, manifest)
  console.log(`${file} is whole: ${inWords(manifest)}.`)
}

/** `regulars restore`. */
export async function restore(
  file: string,
  { replace = false, yes = false }: { replace?: boolean; yes?: boolean },
) {
  const settings = loadSettings()
  if (replace && !yes) await confirm(settings)
  const { connection, stop } = await reachAlone(settings, 'restore')
  try {
    const { manifest, migrated } = await interruptible((signal) =>
      restoreBackup({
        path: file,
        connection,
        dataDir: settings.dataDir,
        bucket: settings.s3Bucket === null ? undefined : makeFileStore(fileSettings(settings)),
        secretIsSet: Boolean(settings.secret),
        replace,
        signal,
        say: console.error,
      }),
    )
    for (const { name } of migrated) console.error(`Brought up to date: ${name}`)
    if (manifest.files.missing_count > 0)
      console.error(`${manifest.files.missing_count} files were missing when the backup was made.`)
    if (manifest.secret === 'setting' && !settings.secret)
      console.error(
        'Set REGULARS_SECRET to what it was; without it nobody stays signed in, and second factors do not work.',
      )
    console.log(`Restored: ${inWords(manifest)}. Start it with: regulars start`)
  } finally {
    await stop()
  }
}

function inWords({ tables, files, created_at, program }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return `${rows} rows in ${tables.length} tables and ${files.count} files, as of ${created_at}, by Regulars ${program}`
}

async function confirm({ databaseUrl, dataDir }: Settings): Promise<void> {
  if (!process.stdin.isTTY)
    throw new Error(
      'Replacing removes the installation that is there. Nobody can be asked here: say --yes as well.',
    )
  const place = databaseUrl
    ? `the database at ${new URL(databaseUrl).host} and the files in ${dataDir}`
    : dataDir
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`This removes everything in ${place}. Type "replace" to go on: `)
  terminal.close()
  if (answer.trim() !== 'replace') throw new Error('Nothing was changed.')
}
