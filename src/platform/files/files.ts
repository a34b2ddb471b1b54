import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import { AppError, missing } from '../errors.ts'

export type StoredFile = { id: string; name: string; media_type: string; size: number; sha256: string }
export type FilePurpose = 'photo' | 'import' | 'export' | 'rejections'

/** Bytes that were received and lie safely on disk, not yet known to the database. */
export type ReceivedFile = { id: string; size: number; sha256: string; path: string }

export type FileStore = {
  /** Writes a stream to disk and syncs it. Remove it with `discard` when it is not kept. */
  receive(workspaceId: string, source: Readable | Buffer, limit: number): Promise<ReceivedFile>
  /** Records a received file in the transaction; it goes away with the transaction. */
  keep(
    ctx: Ctx,
    file: ReceivedFile,
    about: { purpose: FilePurpose; name: string; mediaType: string },
  ): Promise<StoredFile>
  find(ctx: Ctx, id: string): Promise<StoredFile>
  read(workspaceId: string, id: string): Readable
  path(workspaceId: string, id: string): string
  /** Deletes row and bytes; the bytes once the transaction is committed. */
  remove(ctx: Ctx, id: string): Promise<void>
  discard(file: ReceivedFile): Promise<void>
}

/** Files in the data folder, named by their id alone: no name that a person gave ever becomes a path. */
export function makeFileStore(dataDir: string): FileStore {
  const pathOf = (workspaceId: string, id: string) => join(dataDir, 'files', workspaceId, id.slice(-2), id)
  return {
    async receive(workspaceId, source, limit) {
      const id = uuidv7()
      const path = pathOf(workspaceId, id)
      const part = `${path}.part`
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const hash = createHash('sha256')
      let size = 0
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length
          hash.update(chunk)
          done(size > limit ? tooLarge(limit) : null, chunk)
        },
      })
      try {
        await pipeline(
          Buffer.isBuffer(source) ? Readable.from([source]) : source,
          meter,
          createWriteStream(part, { mode: 0o600 }),
        )
        const handle = await open(part)
        await handle.sync()
        await handle.close()
        await rename(part, path)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
      return { id, size, sha256: hash.digest('hex'), path }
    },
    async keep(ctx, file, { purpose, name, mediaType }) {
      const kept = {
        id: file.id,
        name: name.slice(0, 255),
        media_type: mediaType,
        size: file.size,
        sha256: file.sha256,
      }
      await ctx.rows(
        `INSERT INTO files (workspace_id, id, purpose, name, media_type, size, sha256, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [ctx.workspaceId, kept.id, purpose, kept.name, kept.media_type, kept.size, kept.sha256, ctx.now],
      )
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
    read: (workspaceId, id) => createReadStream(pathOf(workspaceId, id)),
    path: pathOf,
    async remove(ctx, id) {
      await ctx.rows('DELETE FROM files WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
      ctx.afterCommit(() => rm(pathOf(ctx.workspaceId, id), { force: true }))
    },
    discard: (file) => rm(file.path, { force: true }),
  }
}

const tooLarge = (limit: number) =>
  new AppError('too-large', 'upload.too_large', {
    message: `The file is larger than ${Math.floor(limit / 1048576)} MB. Nothing was stored. Split it, or raise MAX_UPLOAD_MB.`,
    params: { limit_mb: Math.floor(limit / 1048576) },
  })
