import { hash } from 'node:crypto'
import type { WordRow } from '#capabilities/search/words.ts'
import type { Reader } from './verify.ts'

// Millions of words are compared in constant memory: each goes, by the end of its customer's id, into one of 4096
// parts, of which there are two sums (how many, and the exclusive or of their MD5). Only parts that differ are looked
// at row by row. This finds mistakes and clumsy hands; against forgers the audit trail stands.

export const PARTS = 4096

export const wordLine = ({ field, word }: WordRow): string => field + word

type Sums = { counts: Int32Array; xors: BigInt64Array }

export type WordSums = {
  add(customerId: string, row: WordRow): void
  stored(reader: Reader, workspaceId: string): Promise<Sums>
  /** The parts that differ, as the last three characters of customers' ids. */
  differing(stored: Sums): string[]
}

const empty = (): Sums => ({ counts: new Int32Array(PARTS), xors: new BigInt64Array(PARTS) })
const partOf = (customerId: string): number => Number.parseInt(customerId.slice(-3), 16)

export function makeWordSums(): WordSums {
  const { counts, xors } = empty()
  return {
    add(customerId, row) {
      const part = partOf(customerId)
      counts[part]!++
      xors[part]! ^= hash('md5', `${wordLine(row)}\n${customerId}`, 'buffer').readBigInt64BE()
    },
    async stored(reader, workspaceId) {
      const sums = empty()
      const rows = await reader.rows<{ part: string; n: number; x: string }>(
        `SELECT right(customer_id::text, 3) AS part, count(*) AS n,
                bit_xor(('x' || left(md5(field::text || word || E'\\n' || customer_id), 16))::bit(64)::bigint)::text AS x
         FROM customer_words WHERE workspace_id = $1 GROUP BY 1`,
        [workspaceId],
      )
      for (const { part, n, x } of rows) {
        sums.counts[partOf(part)] = n
        sums.xors[partOf(part)] = BigInt(x)
      }
      return sums
    },
    differing: (stored) =>
      Array.from({ length: PARTS }, (_, part) => part)
        .filter((part) => counts[part] !== stored.counts[part] || xors[part] !== stored.xors[part])
        .map((part) => part.toString(16).padStart(3, '0')),
  }
}
