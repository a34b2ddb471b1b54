import { beginning, type Damage, faultOf, type Sealed } from './chain.ts'

export type ChainFault = {
  seq: number
  damage: Damage | 'end does not fit'
  /** Of the entry, where there is one. */
  id?: string
  more?: string
}

/** The end of a chain as it is kept beside it. */
export type Head = { total: number; last_seq: number; last_hash: Buffer }

export type ChainCheck = {
  /** Holds the next entry, by `seq`, against those before it. */
  take(entry: Sealed): ChainFault | undefined
  /** Holds the end against the head. */
  end(head: Head | undefined): ChainFault[]
  readonly entries: number
  readonly last: { seq: number; hash: Buffer }
  /** Entries whose payload was erased. */
  readonly erased: number
  /** Expected hashes that did not come: what was noted earlier was cut off or made anew. */
  readonly unseen: readonly string[]
}

/**
 * Checks a chain as its entries come, in constant memory. After damage it goes on from the entry as it stands, so that
 * each damage is told once. `expected` are hashes, hexadecimal, that were noted earlier and must stand in the chain.
 */
export function checkChain(workspaceId: string, expected: readonly string[] = []): ChainCheck {
  let last = { seq: 0, hash: beginning }
  let entries = 0
  let erased = 0
  const open = new Set(expected)
  return {
    take(entry) {
      const before = last
      last = { seq: entry.seq, hash: entry.hash }
      entries++
      if (entry.payload === null) erased++
      if (open.size > 0) open.delete(entry.hash.toString('hex'))
      const damage = faultOf(entry, before)
      if (!damage && entry.workspace_id === workspaceId) return undefined
      const missing = entry.seq - before.seq - 1
      const more = damage === 'entries missing' ? `${missing} before it` : undefined
      return { seq: entry.seq, id: entry.id, damage: damage ?? 'entry changed', ...(more && { more }) }
    },
    end(head) {
      const { seq } = last
      if (!head) return entries === 0 ? [] : [{ seq, damage: 'end does not fit', more: 'no head' }]
      const wrong = [
        ...(head.total === entries ? [] : [`total ${head.total}, counted ${entries}`]),
        ...(head.last_seq === seq ? [] : [`last number ${head.last_seq}, found ${seq}`]),
        ...(head.last_hash.equals(last.hash) ? [] : ['last hash differs']),
      ]
      return wrong.length > 0 ? [{ seq, damage: 'end does not fit', more: wrong.join('; ') }] : []
    },
    get entries() {
      return entries
    },
    get unseen() {
      return [...open]
    },
    get last() {
      return last
    },
    get erased() {
      return erased
    },
  }
}
