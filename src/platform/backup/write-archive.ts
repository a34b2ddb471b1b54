import { createHash, hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Pack, pack } from 'tar-stream'
import { checksum } from './format.ts'

export type Archive = {
  /** Writes an entry that is in memory. */
  add(name: string, content: Buffer | string): Promise<void>
  /**
   * Writes an entry of `size` bytes as they come, with the SHA-256 they should have.
   * @returns the one they have.
   */
  stream(name: string, size: number, sha256: string, source: AsyncIterable<Buffer>): Promise<string>
  /** What was written so far, for the manifest. */
  entries(): { count: number; sha256: string }
}

/**
 * Writes a tar file, readable by its owner alone. It has its name only once it is whole and on the disk; when `work`
 * fails, or `signal` says stop, nothing is left of it.
 */
export async function writeArchive(
  path: string,
  options: { gzip: boolean; signal: AbortSignal; now: Date },
  work: (archive: Archive) => Promise<void>,
): Promise<void> {
  const { gzip, signal, now: mtime } = options
  const partial = `${path}.partial`
  const tar = pack()
  const target = createWriteStream(partial, { mode: 0o600, flags: 'w' })
  const zip = gzip ? [createGzip({ level: 3 })] : []
  // Streams of streamx are streams of Node but for their types.
  const written = pipeline([tar as unknown as Readable, ...zip, target], { signal })
  const lines = createHash('sha256')
  let count = 0

  const note = (name: string, sha256: string) => {
    lines.update(`${sha256}  ${name}\n`)
    count += 1
  }
  /** Waits for an entry to be taken in; a disk that fails ends the wait. */
  const entry = (
    name: string,
    size: number,
    sha256: string,
    fill: (sink: ReturnType<Pack['entry']>) => Promise<void>,
  ) => {
    const taken = new Promise<void>((done, fail) => {
      const header = { name, size, mode: 0o600, mtime, pax: checksum(sha256) }
      const sink = tar.entry(header, (error) => (error ? fail(error) : done()))
      sink.on('error', fail)
      fill(sink).catch(fail)
    })
    return Promise.race([taken, written as Promise<void>])
  }
  const archive: Archive = {
    async add(name, content) {
      const bytes = Buffer.from(content as Buffer)
      const sha256 = hash('sha256', bytes)
      await entry(name, bytes.length, sha256, async (sink) => void sink.end(bytes))
      note(name, sha256)
    },
    async stream(name, size, sha256, source) {
      const found = createHash('sha256')
      await entry(name, size, sha256, async (sink) => {
        for await (const chunk of source) {
          found.update(chunk)
          if (!sink.write(chunk)) await new Promise<void>((drained) => sink.once('drain', drained))
        }
        sink.end(undefined)
      })
      const actual = found.digest('hex')
      note(name, actual)
      return actual
    },
    entries: () => ({ count, sha256: lines.copy().digest('hex') }),
  }

  try {
    // A failure of the disk is met by whoever waits for an entry; it must not end the process before.
    written.catch(() => {})
    await work(archive)
    tar.finalize()
    await written
    await syncAndName(partial, path)
  } catch (error) {
    tar.destroy()
    const broken = await written.then(() => null, asSystemError)
    await rm(partial, { force: true })
    if (!broken) throw error
    throw new Error(`The backup could not be written: ${broken.message}. Nothing is left of it.`, {
      cause: broken,
    })
  }
}

/** What the disk said; the other streams then fail as well, with less to say. */
const asSystemError = (error: NodeJS.ErrnoException): Error | null => (error.syscall ? error : null)

async function syncAndName(partial: string, path: string): Promise<void> {
  await syncToDisk(partial)
  await rename(partial, path)
  await syncToDisk(dirname(path))
}

async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
