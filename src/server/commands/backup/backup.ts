import { dirname } from 'node:path'
import { writeBackup } from '#platform/backup/write-backup.ts'
import { fileSettings, makeFileStore } from '#platform/files/files.ts'
import { installationSecret, loadSettings } from '#platform/settings.ts'
import { interruptible } from '../../interruptible.ts'
import { reachDatabase } from '../../open-app.ts'
import { programVersion } from '../../program-version.ts'
import { removeOlder, targetFile } from './target-file.ts'

/** `regulars backup`: prints the path of the file; how it goes is told on stderr. */
export async function backup(
  target: string,
  { gzip, keep }: { gzip?: boolean; keep?: number },
): Promise<void> {
  const zip = gzip ?? target.endsWith('.gz')
  const { path, inFolder } = await targetFile(target, zip, new Date())
  if (keep !== undefined && !inFolder)
    throw new Error('--keep goes with a folder, not with the name of a file.')
  const settings = loadSettings()
  const { connection, stop } = await reachDatabase(settings, 'backup')
  try {
    const began = performance.now()
    const manifest = await interruptible((signal) =>
      writeBackup({
        connection,
        dataDir: settings.dataDir,
        files: makeFileStore(fileSettings(settings)),
        path,
        gzip: zip,
        program: programVersion(),
        secret: settings.secret ? null : `${installationSecret(settings)}\n`,
        signal,
        say: console.error,
      }),
    )
    const { files, secret } = manifest
    warn(files.missing_count, 'are missing where files are stored', files.missing)
    warn(files.altered.length, 'are not what was stored once, and are backed up as they are', files.altered)
    if (secret === 'setting')
      console.error(
        'The key (REGULARS_SECRET) is not in it, because it is a setting: keep it elsewhere, it is needed again.',
      )
    console.error(`Done in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
    console.log(path)
    if (keep !== undefined)
      for (const name of await removeOlder(dirname(path), keep)) console.error(`Removed ${name}`)
  } finally {
    await stop()
  }
}

function warn(count: number, what: string, names: readonly string[]): void {
  if (count > 0)
    console.error(`${count} files ${what}: ${names.slice(0, 10).join(', ')}${count > 10 ? ', …' : ''}`)
}
