import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../errors.ts'

export type Spooled = { path: string; size: number; sha256: string }

/**
 * Writes a stream to a file of this machine and syncs it, counting and hashing on the way, in constant memory.
 * @throws `upload.too_large` behind `limit` bytes; then nothing is left.
 */
export async function spool(path: string, source: Readable | Buffer, limit: number): Promise<Spooled> {
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
      createWriteStream(path, { mode: 0o600, flush: true }),
    )
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { path, size, sha256: hash.digest('hex') }
}

const tooLarge = (limit: number) =>
  new AppError('too-large', 'upload.too_large', {
    message: `The file is larger than ${Math.floor(limit / 1048576)} MB. Nothing was stored. Split it, or raise MAX_UPLOAD_MB.`,
    params: { limit_mb: Math.floor(limit / 1048576) },
  })
