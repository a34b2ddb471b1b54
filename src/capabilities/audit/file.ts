import type { Sealed } from './chain.ts'
import type { Head } from './check-chain.ts'

// The exported audit trail: JSON lines (RFC 8259, one value a line). First the entries in the order of the chain, with
// salts and hashes in hexadecimal and the payload as the text that was hashed; at the end a line with the head.

const hex = (bytes: Buffer | null) => (bytes === null ? null : bytes.toString('hex'))
const bytes = (text: string | null) => (text === null ? null : Buffer.from(text, 'hex'))

export const lineOfEntry = (entry: Sealed): string =>
  `${JSON.stringify({ ...entry, salt: hex(entry.salt), payload_hash: hex(entry.payload_hash), hash: hex(entry.hash) })}\n`

export const lineOfHead = (workspaceId: string, { total, last_seq, last_hash }: Head): string =>
  `${JSON.stringify({ head: { workspace_id: workspaceId, total, last_seq, last_hash: hex(last_hash) } })}\n`

type TextHead = { workspace_id: string; total: number; last_seq: number; last_hash: string }
type TextEntry = Omit<Sealed, 'salt' | 'payload_hash' | 'hash'> & {
  salt: string | null
  payload_hash: string
  hash: string
}

/** One line of the file, read back. @throws SyntaxError or TypeError for what is no such line */
export function readLine(line: string): { entry: Sealed } | { head: Head; workspaceId: string } {
  const value = JSON.parse(line) as TextEntry | { head: TextHead }
  if ('head' in value) {
    const { workspace_id: workspaceId, total, last_seq, last_hash } = value.head
    return { workspaceId, head: { total, last_seq, last_hash: bytes(last_hash)! } }
  }
  const { salt, payload_hash, hash, ...entry } = value
  if (typeof entry.seq !== 'number' || typeof payload_hash !== 'string' || typeof hash !== 'string')
    throw new TypeError('not an entry of an audit trail')
  return { entry: { ...entry, salt: bytes(salt), payload_hash: bytes(payload_hash)!, hash: bytes(hash)! } }
}
