import { createReadStream } from 'node:fs'

/**
 * The stream that each old office program keeps its document in, by its name in the directory of the compound file
 * (Microsoft, [MS-CFB] 2.6.1: entries of 128 bytes, the name in UTF-16, its length behind it, then the kind).
 */
const streams: Readonly<Record<string, string>> = {
  WordDocument: 'application/msword',
  Workbook: 'application/vnd.ms-excel',
  Book: 'application/vnd.ms-excel',
  'PowerPoint Document': 'application/vnd.ms-powerpoint',
}

const entry = 128
const isStream = 2

/** Which office file a compound file is; null for the many others, installers and mails among them. */
export async function legacyOffice(path: string): Promise<string | null> {
  // Sectors are multiples of 512 bytes, so no entry is cut by the end of a chunk.
  for await (const chunk of createReadStream(path, { highWaterMark: 65_536 })) {
    const found = inDirectory(chunk as Buffer)
    if (found) return found
  }
  return null
}

function inDirectory(chunk: Buffer): string | null {
  for (let at = 0; at + entry <= chunk.length; at += entry) {
    if (chunk[at + 66] !== isStream) continue
    const length = chunk.readUInt16LE(at + 64)
    if (length < 4 || length > 64) continue
    const type = streams[chunk.toString('utf16le', at, at + length - 2)]
    if (type) return type
  }
  return null
}
