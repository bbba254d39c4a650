import { entryWords, type Slots } from './hash-slots.js'

/** 64 bytes, one line of the processor's cache: whatever is asked costs one access to memory. */
const blockWords = 16
const leastBlocks = 32
const mostBlocks = 512
const bitsPerHash = 13

/**
 * A blocked Bloom filter (Putze, Sanders and Singler, 2007) over 64-bit hashes: says of a hash that it was
 * certainly not added, or that it probably was. Five bits a hash in a block of 512 bits; of what was never
 * added, 1 in 400 passes at 13 bits a hash, 1 in 25 at 7.
 *
 * The top ten bits of `high` decide nothing: they have chosen the filter.
 */
export class HashFilter {
  readonly #words: Uint32Array
  readonly #lastBlock: number

  /** @param count of the hashes that it is for; from 20,000 on it grows no more, and lets more pass */
  constructor(count: number) {
    let blocks = leastBlocks
    while (blocks < mostBlocks && blocks * blockWords * 32 < count * bitsPerHash) blocks *= 2
    this.#words = new Uint32Array(blocks * blockWords)
    this.#lastBlock = blocks - 1
  }

  /** Memory held. */
  get byteLength(): number {
    return this.#words.byteLength
  }

  /** Whether it is large enough for so many, or as large as it gets. */
  isFor(count: number): boolean {
    return this.#lastBlock === mostBlocks - 1 || this.#words.length * 32 >= count * bitsPerHash
  }

  /** Reads where a hash would be, only to have it in the cache soon. */
  touch(high: number): number {
    return this.#words[this.#blockOf(high)]!
  }

  mayHave(high: number, low: number): boolean {
    const block = this.#blockOf(high)
    const first = Math.imul(low ^ (low >>> 15), 0x9e3779b1)
    const second = Math.imul(high ^ (low >>> 7), 0x85ebca77)
    return (
      this.#has(block, first >>> 23) &&
      this.#has(block, (first >>> 14) & 511) &&
      this.#has(block, (first >>> 5) & 511) &&
      this.#has(block, second >>> 23) &&
      this.#has(block, (second >>> 14) & 511)
    )
  }

  /** Adds every entry of a table. */
  addAll(slots: Slots): void {
    for (let at = 0; at < slots.length; at += entryWords) {
      if (slots[at] !== 0) this.#add(slots[at]!, slots[at + 1]!)
    }
  }

  #blockOf(high: number): number {
    return ((high >>> 12) & this.#lastBlock) * blockWords
  }

  #has(block: number, bit: number): boolean {
    return (this.#words[block + (bit >>> 5)]! & (1 << (bit & 31))) !== 0
  }

  #add(high: number, low: number): void {
    const block = this.#blockOf(high)
    const first = Math.imul(low ^ (low >>> 15), 0x9e3779b1)
    const second = Math.imul(high ^ (low >>> 7), 0x85ebca77)
    this.#set(block, first >>> 23)
    this.#set(block, (first >>> 14) & 511)
    this.#set(block, (first >>> 5) & 511)
    this.#set(block, second >>> 23)
    this.#set(block, (second >>> 14) & 511)
  }

  #set(block: number, bit: number): void {
    this.#words[block + (bit >>> 5)]! |= 1 << (bit & 31)
  }
}
