import { hash } from 'node:crypto'

const newline = 10

/** What a table holds, whatever the order of its rows. `digest` is 64 hexadecimal digits. */
export type Digest = { rows: number; bytes: number; digest: string }

/**
 * Digests the text that COPY writes (a line for each row): the sum of the SHA-256 of each line, taken as eight
 * 32-bit numbers that wrap. PostgreSQL gives a table's rows back in another order than they were loaded in, and
 * sorting all of a large table to compare it would cost more than the copy.
 */
export function rowDigest(): { add(chunk: Buffer): void; finish(): Digest } {
  const sum = new Uint32Array(8)
  let rows = 0
  let bytes = 0
  let begun: Buffer[] = []

  function count(line: Buffer): void {
    const lineHash = hash('sha256', line, 'buffer')
    for (let i = 0; i < 8; i++) sum[i] = sum[i]! + lineHash.readUInt32BE(i * 4)
    rows += 1
  }

  return {
    add(chunk) {
      bytes += chunk.length
      let from = 0
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
        const line = chunk.subarray(from, end + 1)
        count(begun.length > 0 ? Buffer.concat([...begun, line]) : line)
        if (begun.length > 0) begun = []
        from = end + 1
      }
      if (from < chunk.length) begun.push(Buffer.from(chunk.subarray(from)))
    },
    finish() {
      if (begun.length > 0) count(Buffer.concat(begun))
      const digest = Array.from(sum, (part) => part.toString(16).padStart(8, '0')).join('')
      return { rows, bytes, digest }
    },
  }
}
