import { createHash } from 'node:crypto'
import { UUID } from 'uuidv7'
import { mix32 } from './random.ts'

/** Gives the id of record `index`, made at `time` (milliseconds since 1970). */
export type IdMaker = (time: number, index: number) => string

/**
 * UUIDv7 (RFC 9562) that come out the same for the same workspace, seed and index, so that a load that was
 * interrupted finds what it has written. `stream` says what the ids are for: two streams never share one. Each of a workspace's ids is unique as long as `index` is.
 */
export function idMaker(workspaceId: string, seed: number, stream: string): IdMaker {
  const key = createHash('sha256').update(`${workspaceId} ${seed} ${stream}`).digest()
  const [high, low] = [key.readUInt32BE(0), key.readUInt32BE(4)]
  return (time, index) =>
    UUID.fromFieldsV7(time, index & 0xfff, mix32(index ^ high) >>> 2, mix32(index ^ low)).toString()
}
