const SEED = 0x9747b28c

/** 52 bits of a text's hash (two rounds of MurmurHash3's finaliser over FNV-1a), never 0. */
function hash(text: string): number {
  let a = 0x811c9dc5
  let b = SEED
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 15)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b)
  b = Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  return ((a ^ (a >>> 13)) >>> 0) * 0x100000 + ((b ^ (b >>> 16)) >>> 12) || 1
}

/**
 * The keys under which the rows of a file so far are known: 8 bytes each, half filled, so that a file of a million rows
 * takes some 50 MB. Two different keys are taken for one about once in 10^15 pairs.
 */
export class SeenKeys {
  #slots = new Float64Array(1 << 12)
  #count = 0

  has(key: string): boolean {
    return this.#slots[this.#find(hash(key))] !== 0
  }

  add(key: string): void {
    const value = hash(key)
    const at = this.#find(value)
    if (this.#slots[at] !== 0) return
    this.#slots[at] = value
    if (++this.#count * 2 > this.#slots.length) this.#grow()
  }

  #find(value: number): number {
    const mask = this.#slots.length - 1
    let at = (value % 0x7fffffff) & mask
    while (this.#slots[at] !== 0 && this.#slots[at] !== value) at = (at + 1) & mask
    return at
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Float64Array(before.length * 2)
    for (const value of before) if (value !== 0) this.#slots[this.#find(value)] = value
  }
}
