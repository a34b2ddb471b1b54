import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, type Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Extract, extract } from 'tar-stream'
import {
  BackupUnusable,
  checksum,
  filesPrefix,
  formatVersion,
  Head,
  headName,
  Manifest,
  manifestName,
} from './format.ts'

type TarEntry = Extract extends AsyncIterable<infer Found> ? Found : never

/** One entry; its bytes must be read to the end before the next one is asked for. */
export type Entry = { name: string; size: number; bytes: AsyncIterable<Buffer> }

export type OpenArchive = {
  head: Head
  /** The entries between head and manifest, each held against its checksum as it is read. Goes through them once. */
  entries: AsyncGenerator<Entry>
  /** After the last entry: what had to be in it. Throws when that is not what was found. */
  manifest(): Manifest
  close(): void
}

/**
 * Opens a backup and reads its head.
 * @throws BackupUnusable, also from the entries: it is no backup, a newer one, or damaged; then it names the entry.
 */
export async function openArchive(path: string): Promise<OpenArchive> {
  const tar = await openTar(path)
  const lines = createHash('sha256')
  const altered: string[] = []
  let count = 0
  let manifest: unknown

  async function* checked({ header }: TarEntry, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const digest = createHash('sha256')
    for await (const chunk of bytes) {
      digest.update(chunk)
      yield chunk
    }
    const sha256 = digest.digest('hex')
    if (header.name !== manifestName) {
      lines.update(`${sha256}  ${header.name}\n`)
      count += 1
    }
    const { comment } = (header.pax ?? {}) as { comment?: string }
    if (comment !== checksum(sha256).comment) {
      // A file may have been altered before the backup was made. The manifest says so; otherwise it is damage.
      if (!header.name.startsWith(filesPrefix)) throw damaged(path, `its entry ${header.name} was changed`)
      altered.push(header.name)
    }
  }

  async function* entries(): AsyncGenerator<Entry> {
    for (let entry = await tar.next(); entry; entry = await tar.next()) {
      const { name, size = 0 } = entry.header
      if (name === manifestName) {
        manifest = await json(checked(entry, tar.bytes(entry)))
        return
      }
      yield { name, size, bytes: checked(entry, tar.bytes(entry)) }
    }
    throw damaged(path, 'its end is missing')
  }

  try {
    const first = await tar.next()
    if (first?.header.name !== headName) throw new BackupUnusable(`${path} is not a backup of Regulars.`)
    const head = readHead(path, await json(checked(first, tar.bytes(first))))
    return {
      head,
      entries: entries(),
      close: tar.close,
      manifest() {
        const read = Manifest.safeParse(manifest)
        if (!read.success) throw damaged(path, `its ${manifestName} was changed`)
        const { entries: wanted, files } = read.data
        const changed = altered.find((name) => !files.altered.includes(name))
        if (changed) throw damaged(path, `its entry ${changed} was changed`)
        if (wanted.count !== count || wanted.sha256 !== lines.digest('hex'))
          throw damaged(path, `it has ${count} entries of ${wanted.count}, or others than were written`)
        return read.data
      },
    }
  } catch (error) {
    tar.close()
    throw error
  }
}

const damaged = (path: string, why: string, cause?: unknown) =>
  new BackupUnusable(`The backup ${path} is damaged: ${why}. Take another backup.`, { cause })

/** Entries of a tar file, compressed or not, one after the other; every fault says after which entry it came. */
async function openTar(path: string) {
  const tar = extract()
  const unzip: Transform[] = (await isGzip(path)) ? [createGunzip()] : []
  const source = createReadStream(path, { highWaterMark: 1 << 18 })
  let broken: Error | undefined
  pipeline([source, ...unzip, tar], (error) => {
    broken = error ?? undefined
  })
  const iterator = tar[Symbol.asyncIterator]()
  let last: string | undefined
  return {
    async next(): Promise<TarEntry | undefined> {
      try {
        const { value, done } = await iterator.next()
        if (done) return undefined
        last = (value as TarEntry).header.name
        return value
      } catch (cause) {
        if (last === undefined) throw new BackupUnusable(`${path} is not a backup of Regulars.`, { cause })
        throw damaged(
          path,
          `what follows its entry ${last} cannot be read (${(broken ?? (cause as Error)).message})`,
        )
      }
    },
    async *bytes(entry: TarEntry): AsyncGenerator<Buffer> {
      try {
        for await (const chunk of entry) yield chunk as Buffer
      } catch (error) {
        throw damaged(path, `its entry ${entry.header.name} ends too early`, error)
      }
    },
    close: () => void tar.destroy(),
  }
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The backup ${path} cannot be read (${error.code}).`, { cause: error })
  })
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}

async function json(bytes: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return undefined
  }
}

function readHead(path: string, content: unknown): Head {
  const { format, program } = (content ?? {}) as { format?: unknown; program?: unknown }
  if (typeof format === 'number' && format > formatVersion) {
    throw new BackupUnusable(
      `The backup ${path} has format ${format}, and this program reads up to ${formatVersion}. Restore it with Regulars ${program} or newer.`,
    )
  }
  const head = Head.safeParse(content)
  if (!head.success) throw damaged(path, `its ${headName} was changed`)
  return head.data
}
