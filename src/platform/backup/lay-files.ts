import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type FileStore, makeFileStore } from '../files/files.ts'
import { BackupUnusable, filesPrefix } from './format.ts'
import type { Entry } from './read-archive.ts'

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const fileEntry = new RegExp(`^${filesPrefix}(${uuid})/(${uuid})$`)

/** Lays an entry of an archive down. Nothing that it says becomes a path but two ids. */
const layInto =
  (store: FileStore) =>
  async ({ name, bytes }: Entry): Promise<void> => {
    const [, workspaceId, id] = fileEntry.exec(name) ?? []
    if (!workspaceId || !id) throw new BackupUnusable(`The backup has an entry of an unknown kind: ${name}.`)
    await store.lay(workspaceId, id, Readable.from(bytes))
  }

type Staging = { begin(): Promise<void>; lay(entry: Entry): Promise<void>; finish(): Promise<void> }

/** A bucket takes files as they come: an id stands for the same bytes for ever, so nothing is overwritten. */
export const straightInto = (store: FileStore): Staging => ({
  begin: async () => {},
  lay: layInto(store),
  finish: async () => {},
})

/** Where files are laid down until all are there: beside the folder that they replace. */
export function stagingFor(dataDir: string): Staging {
  const staging = join(dataDir, 'restoring')
  return {
    begin: async () => {
      await rm(staging, { recursive: true, force: true })
      await mkdir(join(staging, 'files'), { recursive: true, mode: 0o700 })
    },
    lay: layInto(makeFileStore({ dataDir: staging })),
    /** Puts the new files in the place of the old ones. */
    async finish(): Promise<void> {
      await rm(join(dataDir, 'files'), { recursive: true, force: true })
      await rename(join(staging, 'files'), join(dataDir, 'files'))
      await rm(staging, { recursive: true, force: true })
    },
  }
}

/** Puts the key of the installation where the data folder keeps it, readable by its owner alone. */
export async function laySecret(dataDir: string, secret: string): Promise<void> {
  const file = join(dataDir, 'secret')
  await rm(`${file}.new`, { force: true })
  await writeFile(`${file}.new`, secret, { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
  const folder = await open(dataDir)
  await folder.sync().finally(() => folder.close())
}

/** Whether files are stored in the data folder. What is only arriving there is none. */
export async function hasFiles(dataDir: string): Promise<boolean> {
  const found: string[] = await readdir(join(dataDir, 'files')).catch(() => [])
  return found.some((name) => !name.startsWith('.'))
}
