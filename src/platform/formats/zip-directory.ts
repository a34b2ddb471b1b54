import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { fileError } from './file-error.ts'

/** One file inside a ZIP archive, as its central directory describes it (PKWARE APPNOTE 6.3). Sizes in bytes. */
export type ZipEntry = { name: string; method: number; packed: number; size: number; offset: number }

const MAX_ENTRIES = 10_000
const MAX_DIRECTORY = 16 * 1_048_576
// Deflate reaches 1000:1 on made-up data only; sheets of repeated cells stay below 100:1.
const MAX_RATIO = 250
const RATIO_FROM = 64 * 1_048_576

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead < length) throw fileError('damaged')
  return buffer
}

const locate = async (
  file: FileHandle,
  size: number,
): Promise<{ count: number; length: number; start: number }> => {
  const tailLength = Math.min(size, 65_557)
  const tail = await readAt(file, size - tailLength, tailLength)
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > tail.length) throw fileError('damaged')
  const found = {
    count: tail.readUInt16LE(end + 10),
    length: tail.readUInt32LE(end + 12),
    start: tail.readUInt32LE(end + 16),
  }
  const locator = end - 20
  if (locator < 0 || tail.toString('latin1', locator, locator + 4) !== 'PK\x06\x07') return found
  const record = await readAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56)
  return {
    count: Number(record.readBigUInt64LE(32)),
    length: Number(record.readBigUInt64LE(40)),
    start: Number(record.readBigUInt64LE(48)),
  }
}

/** The 64-bit values that stand in the extra field for those that did not fit into 32 bits. */
const wideValues = (extra: Buffer): bigint[] => {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const length = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) !== 1) continue
    const values: bigint[] = []
    for (let i = 0; i + 8 <= length && at + 12 + i <= extra.length; i += 8)
      values.push(extra.readBigUInt64LE(at + 4 + i))
    return values
  }
  return []
}

/** The directory of an archive by entry name. Refuses archives with absurd numbers of entries. */
export const zipDirectory = async (path: string): Promise<Map<string, ZipEntry>> => {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const { count, length, start } = await locate(file, size)
    if (count > MAX_ENTRIES || length > MAX_DIRECTORY) throw fileError('too-large')
    if (start + length > size) throw fileError('damaged')
    const directory = await readAt(file, start, length)
    const entries = new Map<string, ZipEntry>()
    for (let at = 0, i = 0; i < count; i++) {
      if (at + 46 > length || directory.readUInt32LE(at) !== 0x02014b50) throw fileError('damaged')
      if (directory.readUInt16LE(at + 8) & 1) throw fileError('encrypted')
      const nameLength = directory.readUInt16LE(at + 28)
      const extraLength = directory.readUInt16LE(at + 30)
      const wide = wideValues(directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength))
      const value = (position: number) => {
        const short = directory.readUInt32LE(position)
        return short === 0xffffffff && wide.length ? Number(wide.shift()) : short
      }
      const size = value(at + 24)
      const packed = value(at + 20)
      const offset = value(at + 42)
      const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/')
      entries.set(name, { name, method: directory.readUInt16LE(at + 10), packed, size, offset })
      at += 46 + nameLength + extraLength + directory.readUInt16LE(at + 32)
    }
    return entries
  } catch (error) {
    if (error instanceof RangeError) throw fileError('damaged')
    throw error
  } finally {
    await file.close()
  }
}

/**
 * The unpacked bytes of an entry, piece by piece. What really comes out is counted: more than the directory promised,
 * more than `limit`, or more than {@link MAX_RATIO} times the packed size ends it with an error.
 */
export async function* unpack(
  path: string,
  entry: ZipEntry,
  limit: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  if (entry.method !== 0 && entry.method !== 8) throw fileError('damaged')
  if (entry.size > limit) throw fileError('too-large')
  if (entry.packed === 0) return
  const file = await open(path, 'r')
  let start: number
  try {
    const header = await readAt(file, entry.offset, 30)
    if (header.readUInt32LE(0) !== 0x04034b50) throw fileError('damaged')
    start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  } finally {
    await file.close()
  }
  const packed = createReadStream(path, {
    start,
    end: start + entry.packed - 1,
    highWaterMark: 65_536,
    signal,
  })
  const output = entry.method === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: 262_144 }))
  if (output !== packed) packed.on('error', (error) => output.destroy(error))
  let total = 0
  try {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      total += chunk.length
      if (total > limit || (total > RATIO_FROM && total > entry.packed * MAX_RATIO))
        throw fileError('too-large')
      if (total > entry.size) throw fileError('damaged')
      yield chunk
    }
  } catch (error) {
    signal?.throwIfAborted()
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw fileError('damaged')
    throw error
  } finally {
    packed.destroy()
    output.destroy()
  }
  if (total !== entry.size) throw fileError('damaged')
}

/** An entry as a whole. */
export const unpackWhole = async (path: string, entry: ZipEntry, limit: number): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of unpack(path, entry, limit)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
