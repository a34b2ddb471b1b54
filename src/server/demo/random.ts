/**
 * Pseudo-random draws that depend on nothing but (seed, stream, index). SplitMix (Steele, Lea & Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014) in 32 bits with the finaliser of MurmurHash3 (A. Appleby, public
 * domain). The start is a bijection of the index, so no two records of a stream draw alike. Not for secrets.
 */

/** MurmurHash3's 32-bit finaliser: a bijection of the 32-bit integers. */
export const mix32 = (value: number): number => {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

export class Dice {
  #state: number
  #step: number

  /** `stream` names what the draws are for, so that customers and their tasks do not share a sequence. */
  constructor(seed: number, stream: number, index: number) {
    const key = mix32(mix32(seed) ^ Math.imul(stream + 1, 0x9e3779b9))
    this.#state = mix32(index ^ key)
    // A SplitMix step has to be odd.
    this.#step = mix32(this.#state ^ 0x6a09e667) | 1
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + this.#step) | 0
    return mix32(this.#state) / 0x100000000
  }

  /** An integer from 0 to `below` - 1. */
  int(below: number): number {
    return Math.floor(this.next() * below)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T
  }

  /** Each `#` becomes a digit; the rest stays. */
  digits(pattern: string): string {
    let text = ''
    for (let i = 0; i < pattern.length; i++) text += pattern[i] === '#' ? this.int(10) : pattern[i]
    return text
  }
}

/** Spreads items over `slots` places in proportion to their weight (each at least one), for draws in constant time. */
export const weighted = <T>(items: readonly (readonly [T, number])[], slots = 1000): T[] => {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0)
  return items.flatMap(([item, weight]) =>
    Array.from({ length: Math.max(1, Math.round((slots * weight) / total)) }, () => item),
  )
}

/** As {@link weighted}, the n-th item weighing n^-skew (G. K. Zipf 1949): names and places are spread like that. */
export const zipf = <T>(items: readonly T[], skew = 0.75, slots = 2000): T[] =>
  weighted(
    items.map((item, rank) => [item, (rank + 1) ** -skew] as const),
    slots,
  )

/**
 * A different number below 2^17 for each index below 2^17, and the same shuffle again in each further block of 2^17.
 * It keeps addresses and company names unique without remembering any.
 */
export const shuffled = (seed: number, index: number): number => {
  const block = Math.floor(index / 0x20000)
  let low = (index % 0x20000) ^ (mix32(seed) >>> 15)
  low = Math.imul(low, 0x1b873593) & 0x1ffff
  low ^= low >>> 9
  low = Math.imul(low, 0x2545f491) & 0x1ffff
  return block * 0x20000 + low
}
