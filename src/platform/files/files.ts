import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import { missing } from '../errors.ts'
import type { Settings } from '../settings.ts'
import { type BucketSettings, bucketStore } from './bucket.ts'
import type { ByteRange, ByteStore, FoundBytes } from './bytes.ts'
import { folderStore, incomingFolder, storedPath } from './folder.ts'
import { type Spooled, spool } from './spool.ts'

export type StoredFile = { id: string; name: string; media_type: string; size: number; sha256: string }
export type FilePurpose = 'photo' | 'import' | 'export' | 'rejections' | 'document'

/** Bytes that were received and are safe, not yet known to the database. `path` can be read until they are kept. */
export type ReceivedFile = Spooled & { workspaceId: string; id: string }

export type FileStore = {
  /**
   * Writes a stream to where files lie, and makes it last. Remove it with `discard` when it is not kept. `examine`
   * looks at the bytes on this machine's disk before they go anywhere; what it throws ends it, and nothing is left.
   */
  receive(
    workspaceId: string,
    source: Readable | Buffer,
    limit: number,
    examine?: (file: Spooled) => Promise<void>,
  ): Promise<ReceivedFile>
  /** Records a received file in the transaction; it goes away with the transaction. */
  keep(
    ctx: Ctx,
    file: ReceivedFile,
    about: { purpose: FilePurpose; name: string; mediaType: string },
  ): Promise<StoredFile>
  find(ctx: Ctx, id: string): Promise<StoredFile>
  /** @throws `file.gone`, `files.away` */
  open(workspaceId: string, id: string, range?: ByteRange): Promise<Readable>
  /** How many bytes there are; null where they are lost. */
  size(workspaceId: string, id: string): Promise<number | null>
  /** Gives `work` the bytes as a file of this machine, for readers that jump about in it. It is there as long as `work` runs. */
  onDisk<T>(workspaceId: string, id: string, work: (path: string) => Promise<T>): Promise<T>
  /** Deletes rows and bytes; the bytes once the transaction is committed. */
  remove(ctx: Ctx, ...ids: readonly string[]): Promise<void>
  discard(file: ReceivedFile): Promise<void>
  /** Puts bytes under an id that is known before them, from a backup or a world that is the same each time. */
  lay(workspaceId: string, id: string, source: Readable | Buffer): Promise<ReceivedFile>
  /** All bytes that lie there for a workspace, in portions. */
  list(workspaceId: string): AsyncIterable<FoundBytes[]>
  /** Removes bytes whether or not a row knows them, and beginnings that never became whole. */
  drop(workspaceId: string, id: string): Promise<void>
  clear(before: Date): Promise<void>
  /** Asks the bucket whether it answers; null where there is none, and the data folder has the files. */
  check: (() => Promise<void>) | null
}

type StoreSettings = { dataDir: string; bucket?: BucketSettings }

/** What of the settings says where files lie. */
export const fileSettings = ({ s3Bucket, ...settings }: Settings): StoreSettings => ({
  dataDir: settings.dataDir,
  ...(s3Bucket !== null && { bucket: { ...settings, s3Bucket } }),
})

/**
 * Files in the data folder, or in a bucket where one is set. What was stored in the folder before there was a bucket
 * stays there and is found there.
 */
export function makeFileStore({ dataDir, bucket: settings }: StoreSettings): FileStore {
  const folder = folderStore(dataDir)
  const bucket = settings ? bucketStore(settings) : null
  const main: ByteStore = bucket ?? folder
  const stores = bucket ? [folder, bucket] : [folder]
  const inFolder = async (workspaceId: string, id: string) =>
    bucket === null || (await folder.size(workspaceId, id)) !== null
  const holderOf = async (workspaceId: string, id: string): Promise<ByteStore> =>
    (await inFolder(workspaceId, id)) ? folder : main
  /** Put away once the bytes are safe elsewhere. In the folder they are the file itself. */
  const forget = async (path: string) => {
    if (bucket) await rm(path, { force: true })
  }
  const drop = async (workspaceId: string, id: string) => {
    for (const store of stores) await store.remove(workspaceId, id)
  }
  return {
    async receive(workspaceId, source, limit, examine) {
      const id = uuidv7()
      const spooled = await spool(join(incomingFolder(dataDir), id), source, limit)
      try {
        await examine?.(spooled)
        await main.put(workspaceId, id, spooled.path)
      } catch (error) {
        await rm(spooled.path, { force: true })
        throw error
      }
      return { ...spooled, workspaceId, id, ...(!bucket && { path: storedPath(dataDir, workspaceId, id) }) }
    },
    async keep(ctx, file, { purpose, name, mediaType }) {
      const { id, size, sha256 } = file
      const kept = { id, name: name.slice(0, 255), media_type: mediaType, size, sha256 }
      await ctx.rows(
        `INSERT INTO files (workspace_id, id, purpose, name, media_type, size, sha256, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [ctx.workspaceId, kept.id, purpose, kept.name, kept.media_type, kept.size, kept.sha256, ctx.now],
      )
      ctx.afterCommit(() => forget(file.path))
      return kept
    },
    async find(ctx, id) {
      const [file] = await ctx.rows<StoredFile>(
        'SELECT id, name, media_type, size, sha256 FROM files WHERE workspace_id = $1 AND id = $2',
        [ctx.workspaceId, id],
      )
      if (!file) throw missing('file')
      return file
    },
    open: async (workspaceId, id, range) => (await holderOf(workspaceId, id)).open(workspaceId, id, range),
    size: async (workspaceId, id) => (await holderOf(workspaceId, id)).size(workspaceId, id),
    async onDisk(workspaceId, id, work) {
      if (await inFolder(workspaceId, id)) return work(storedPath(dataDir, workspaceId, id))
      const copy = join(incomingFolder(dataDir), `${id}.${randomUUID()}`)
      await mkdir(incomingFolder(dataDir), { recursive: true, mode: 0o700 })
      try {
        await pipeline(await main.open(workspaceId, id), createWriteStream(copy, { mode: 0o600 }))
        return await work(copy)
      } finally {
        await rm(copy, { force: true })
      }
    },
    async remove(ctx, ...ids) {
      await ctx.rows('DELETE FROM files WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [
        ctx.workspaceId,
        ids,
      ])
      ctx.afterCommit(async () => {
        for (const id of ids) await drop(ctx.workspaceId, id)
      })
    },
    async discard(file) {
      await forget(file.path)
      await drop(file.workspaceId, file.id)
    },
    async lay(workspaceId, id, source) {
      const spooled = await spool(join(incomingFolder(dataDir), id), source, Number.POSITIVE_INFINITY)
      await main.put(workspaceId, id, spooled.path)
      await forget(spooled.path)
      return { ...spooled, workspaceId, id }
    },
    async *list(workspaceId) {
      for (const store of stores) yield* store.list(workspaceId)
    },
    drop,
    async clear(before) {
      for (const store of stores) await store.clear(before)
    },
    check: bucket && (() => bucket.check()),
  }
}
