import { isAscii, isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { guessLegacyEncoding } from './encoding-guess.ts'

const CHUNK = 262_144
const SAMPLE = 1_048_576

export type Encoding = {
  /** A name iconv-lite knows: `utf-8`, `utf-16le`, `windows-1252`, … */
  name: string
  /** Bytes of the byte order mark in front; 0 without one. */
  bom: number
  /** Mostly UTF-8, but some bytes are not; they are read as U+FFFD and their rows are marked. */
  lossy: boolean
}

/** The bytes of a file in order, in chunks of at most 256 KB, from `start` on. Stops when the signal does. */
export async function* readBytes(path: string, signal?: AbortSignal, start = 0): AsyncGenerator<Buffer> {
  const file = await open(path, 'r')
  try {
    let position = start
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, position)
      if (bytesRead === 0) return
      position += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** The encoding a byte order mark announces. */
export const byteOrderMark = (head: Buffer): { name: string; bom: number } | undefined => {
  const [a, b, c, d] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: 'utf-8', bom: 3 }
  if (a === 0xff && b === 0xfe && c === 0 && d === 0 && head.length % 4 === 0)
    return { name: 'utf-32le', bom: 4 }
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { name: 'utf-32be', bom: 4 }
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', bom: 2 }
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', bom: 2 }
  return undefined
}

/** UTF-16 and UTF-32 without a mark: zero bytes at regular places. A few stray zero bytes are no sign of either. */
const wideWithoutMark = (head: Buffer): string | undefined => {
  const length = Math.min(head.length - (head.length % 4), 65_536)
  if (length < 8) return undefined
  const zeros = [0, 0, 0, 0]
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i & 3]!++
  const quarter = length / 4
  const [z0, z1, z2, z3] = zeros.map((count) => count / quarter) as [number, number, number, number]
  if (z3 > 0.95 && z2 > 0.95 && z0 < 0.2) return 'utf-32le'
  if (z0 > 0.95 && z1 > 0.95 && z3 < 0.2) return 'utf-32be'
  const even = (z0 + z2) / 2
  const odd = (z1 + z3) / 2
  if (odd > 0.2 && even < odd / 10) return 'utf-16le'
  if (even > 0.2 && odd < even / 10) return 'utf-16be'
  // Text without Latin letters has its zeros in line ends and separators only.
  for (const name of ['utf-16le', 'utf-16be']) {
    if ((name === 'utf-16le' ? odd : even) < 0.01 || (name === 'utf-16le' ? even : odd) > 0.002) continue
    const text = iconv.decode(head.subarray(0, length - (length % 2)), name)
    if (text.slice(0, -1).isWellFormed() && /[\r\n]/.test(text)) return name
  }
  return undefined
}

/** How many bytes at the end of a chunk begin a UTF-8 character that goes on in the next. */
const unfinished = (chunk: Buffer): number => {
  for (let back = 1; back <= Math.min(3, chunk.length); back++) {
    const byte = chunk[chunk.length - back]!
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** Counts the characters of several bytes, and the bytes that belong to none. */
const countUtf8 = (chunk: Buffer): { good: number; bad: number } => {
  let good = 0
  let bad = 0
  for (let i = 0; i < chunk.length; ) {
    const byte = chunk[i]!
    if (byte < 0x80) {
      i++
      continue
    }
    const length =
      byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0
    if (length && isUtf8(chunk.subarray(i, i + length))) {
      good++
      i += length
    } else {
      bad++
      i++
    }
  }
  return { good, bad }
}

const head = async (file: FileHandle, size: number): Promise<Buffer> => {
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(size), 0, size, 0)
  return buffer.subarray(0, bytesRead)
}

/**
 * The encoding of a text file. A byte order mark wins, then the pattern of zero bytes, then UTF-8 if the whole file is
 * valid (it is read to the end: the first accent may stand in the last row), then the statistics of a megabyte.
 */
export const detectEncoding = async (path: string, signal?: AbortSignal): Promise<Encoding> => {
  const file = await open(path, 'r')
  let start: Buffer
  try {
    start = await head(file, 65_536)
  } finally {
    await file.close()
  }
  const marked = byteOrderMark(start)
  if (marked) {
    // Some programs put the two-byte mark before four-byte characters.
    const behind = marked.bom === 2 ? wideWithoutMark(start.subarray(2)) : undefined
    return { ...marked, name: behind?.startsWith('utf-32') ? behind : marked.name, lossy: false }
  }
  const wide = wideWithoutMark(start)
  if (wide) return { name: wide, bom: 0, lossy: false }

  let carry: Buffer = Buffer.alloc(0)
  let good = 0
  let bad = 0
  let foreign: Buffer[] = []
  let kept = 0
  for await (const chunk of readBytes(path, signal)) {
    const whole = carry.length ? Buffer.concat([carry, chunk]) : chunk
    const rest = unfinished(whole)
    const body = whole.subarray(0, whole.length - rest)
    carry = whole.subarray(whole.length - rest)
    if (isAscii(body) || (bad === 0 && good > 1000 && isUtf8(body))) continue
    const count = countUtf8(body)
    good += count.good
    bad += count.bad
    if (count.bad && kept < SAMPLE) {
      foreign.push(body)
      kept += body.length
    }
    if (bad > 1000 && bad > good && kept >= SAMPLE) break
  }
  if (carry.length) {
    bad += carry.length
    if (kept < SAMPLE) foreign.push(carry)
  }
  if (bad === 0) return { name: 'utf-8', bom: 0, lossy: false }
  if (good >= bad * 10) return { name: 'utf-8', bom: 0, lossy: true }
  const sample = Buffer.concat(foreign)
  foreign = []
  return { name: guessLegacyEncoding(sample), bom: 0, lossy: false }
}

/** Decodes a stream of bytes; characters across chunk borders come out whole, a byte order mark is dropped. */
export async function* decodeBytes(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding)
  for await (const chunk of chunks) {
    const text = decoder.write(chunk)
    if (text) yield text
  }
  const rest = decoder.end()
  if (rest) yield rest
}

/** Whether text can be read in an encoding of this name. */
export const knownEncoding = (name: string): boolean => iconv.encodingExists(name)
