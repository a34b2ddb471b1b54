import { hash, randomBytes } from 'node:crypto'
import type { Entry } from './entry.ts'

// The chain of a workspace, in SHA-256 (FIPS 180-4) and big-endian numbers:
//   payload_hash = H(salt ‖ payload)
//   digest       = H(core ‖ payload_hash)
//   hash         = H(hash before ‖ seq as 8 bytes ‖ digest), the first one after 32 zero bytes
// `core` is the JSON array of the fields below. A payload can be erased with its salt, and nothing else changes.

/** What was before the first entry. */
export const beginning: Buffer = Buffer.alloc(32)

export type Link = { seq: number; payload_hash: Buffer; hash: Buffer }
export type Sealed = Entry & Link & { salt: Buffer | null }

const sha256 = (...parts: Buffer[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer')

const coreOf = (entry: Entry): string =>
  JSON.stringify([
    entry.workspace_id,
    entry.id,
    entry.at,
    entry.actor_kind,
    entry.actor_id,
    entry.action,
    entry.outcome,
    entry.subject_kind,
    entry.subject_id,
    entry.customer_id,
    entry.customer_ids,
    entry.request_id,
  ])

export const payloadHash = (salt: Buffer, payload: string): Buffer => sha256(salt, Buffer.from(payload))

function linkHash(entry: Entry, seq: number, payload_hash: Buffer, before: Buffer): Buffer {
  const place = Buffer.alloc(8)
  place.writeBigUInt64BE(BigInt(seq))
  return sha256(before, place, sha256(Buffer.from(coreOf(entry)), payload_hash))
}

const SALT = 16

/**
 * Gives entries their places behind the last one. One whose payload was erased while it waited keeps a hash of
 * nothing, and no salt.
 */
export function sealEntries(entries: readonly Entry[], last: { seq: number; hash: Buffer }): Sealed[] {
  const salts = randomBytes(SALT * entries.length)
  let before = last.hash
  return entries.map((entry, i) => {
    const salt = salts.subarray(i * SALT, (i + 1) * SALT)
    const seq = last.seq + i + 1
    const payload_hash = payloadHash(salt, entry.payload ?? '')
    before = linkHash(entry, seq, payload_hash, before)
    return { ...entry, seq, salt: entry.payload === null ? null : salt, payload_hash, hash: before }
  })
}

/** How an entry does not fit. */
export type Damage = 'payload changed' | 'entry changed' | 'entries missing' | 'out of order'

/** Holds an entry against the one before it: what is wrong with it, or undefined. */
export function faultOf(entry: Sealed, before: { seq: number; hash: Buffer }): Damage | undefined {
  if (entry.seq <= before.seq) return 'out of order'
  if (entry.seq !== before.seq + 1) return 'entries missing'
  const half = (entry.payload === null) !== (entry.salt === null)
  if (half) return 'payload changed'
  if (entry.payload !== null && !payloadHash(entry.salt!, entry.payload).equals(entry.payload_hash))
    return 'payload changed'
  return linkHash(entry, entry.seq, entry.payload_hash, before.hash).equals(entry.hash)
    ? undefined
    : 'entry changed'
}
