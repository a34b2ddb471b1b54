import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { type ByteStore, bytesGone, type FoundBytes } from './bytes.ts'

/** Where the bytes of a file lie in a data folder: named by their id alone, no name that a person gave is part of it. */
export const storedPath = (dataDir: string, workspaceId: string, id: string): string =>
  join(dataDir, 'files', workspaceId, id.slice(34, 36), id)

/** Where bytes arrive: beside the files, so that they get to their place by a new name alone. */
export const incomingFolder = (dataDir: string): string => join(dataDir, 'files', '.incoming')

const noEntry = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** Bytes in the data folder. */
export function folderStore(dataDir: string): ByteStore {
  const pathOf = (workspaceId: string, id: string) => storedPath(dataDir, workspaceId, id)
  return {
    async put(workspaceId, id, path) {
      const target = pathOf(workspaceId, id)
      const made = await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await rename(path, target)
      // A name is as safe as its folder: after a power cut a row must not stand without its bytes.
      await syncFolder(dirname(target))
      if (made) await syncFolder(dirname(made))
    },
    async size(workspaceId, id) {
      try {
        return (await stat(pathOf(workspaceId, id))).size
      } catch (error) {
        if (noEntry(error)) return null
        throw error
      }
    },
    async open(workspaceId, id, range) {
      const stream = createReadStream(pathOf(workspaceId, id), range)
      await opened(stream)
      return stream
    },
    remove: (workspaceId, id) => rm(pathOf(workspaceId, id), { force: true }),
    async *list(workspaceId) {
      const folder = join(dataDir, 'files', workspaceId)
      for (const shard of await namesIn(folder)) yield await foundIn(join(folder, shard))
    },
    async clear(before) {
      const folder = incomingFolder(dataDir)
      for (const { id, at } of await foundIn(folder)) {
        if (at < before) await rm(join(folder, id), { force: true })
      }
    },
  }
}

/** A file that is not there is told before the first byte leaves, not in the middle of an answer. */
async function opened(stream: Readable): Promise<void> {
  await new Promise<void>((done, fail) => {
    stream.once('open', () => done())
    stream.once('error', (error) => fail(noEntry(error) ? bytesGone() : error))
  })
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error) => {
    if (noEntry(error)) return []
    throw error
  })

async function foundIn(folder: string): Promise<FoundBytes[]> {
  const found: FoundBytes[] = []
  for (const id of await namesIn(folder)) {
    const at = await stat(join(folder, id)).then(({ mtime }) => mtime, goneSince)
    if (at) found.push({ id, at })
  }
  return found
}

function goneSince(error: unknown): null {
  if (noEntry(error)) return null
  throw error
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
