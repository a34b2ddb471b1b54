import { migrationFiles } from '../database/migration-files.ts'
import { BackupUnusable, type Head, type Manifest } from './format.ts'
import { openArchive } from './read-archive.ts'

/**
 * Reads a backup from beginning to end and holds every byte against its checksum.
 * @throws BackupUnusable with the entry that is damaged.
 */
export async function verifyBackup(path: string, signal: AbortSignal): Promise<Manifest> {
  const archive = await openArchive(path)
  try {
    for await (const entry of archive.entries) {
      for await (const _ of entry.bytes) signal.throwIfAborted()
    }
    return archive.manifest()
  } finally {
    archive.close()
  }
}

/**
 * Whether this program can bring the database of the backup back: it must know every migration that had run there.
 * @throws BackupUnusable when the backup is of a newer program.
 */
export async function refuseNewer(
  path: string,
  { migrations, program }: Pick<Head, 'migrations' | 'program'>,
): Promise<void> {
  const known = new Map((await migrationFiles()).map(({ name, hash }) => [name, hash]))
  const unknown = migrations.filter(({ name, hash }) => known.get(name) !== hash).map(({ name }) => name)
  if (unknown.length === 0) return
  throw new BackupUnusable(
    `The backup ${path} was made by a newer or another Regulars (${program}); this one does not know ${unknown.join(', ')}. ` +
      'Nothing was changed. Restore it with the program that made it, or a newer one.',
  )
}
