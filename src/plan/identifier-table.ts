/** Words of 32 bits per entry: the two halves of the hash, and the ordinal. */
const entryWords = 3

/** Segments are chosen by the top bits of the hash. */
const segmentBits = 10
const segmentCount = 1 << segmentBits

const smallestCapacity = 8

/** Above this share a segment grows: beyond it, searches for what is not there get long. */
const fullestLoad = 0.8

/** A small step keeps the load between 0.62 and 0.8: 15 to 20 bytes per entry. */
const growth = 1.3

/**
 * A hash table from 64-bit hashes to ordinals: 12 bytes an entry, open addressing with linear probing. Cut
 * into segments that grow one by one, so that no insertion pays for moving the whole table, and the old
 * copy of one segment is all that is held twice.
 */
export class IdentifierTable {
  readonly #segments: Uint32Array[] = []
  readonly #sizes = new Uint32Array(segmentCount)
  #size = 0
  /** Keeps the reads of `touch` from being optimized away. */
  // oxlint-disable-next-line no-unused-private-class-members
  #touched = 0

  constructor() {
    for (let segment = 0; segment < segmentCount; segment++) {
      this.#segments.push(new Uint32Array(smallestCapacity * entryWords))
    }
  }

  /** Number of entries. */
  get size(): number {
    return this.#size
  }

  /** Memory of the table itself. */
  get byteLength(): number {
    return this.#segments.reduce((sum, entries) => sum + entries.byteLength, 0)
  }

  /** Reads where a hash would be, only to have it in the cache soon. */
  touch(high: number, low: number): void {
    const entries = this.#segments[high >>> (32 - segmentBits)]!
    this.#touched ^= entries[homeOf(low, entries.length)]!
  }

  /** The ordinal stored under a hash; 0 when there is none. `high` must not be 0. */
  find(high: number, low: number): number {
    const entries = this.#segments[high >>> (32 - segmentBits)]!
    for (let at = homeOf(low, entries.length); ;) {
      const present = entries[at]
      if (present === 0) return 0
      if (present === high && entries[at + 1] === low) return entries[at + 2]!
      at += entryWords
      if (at === entries.length) at = 0
    }
  }

  /** Stores an ordinal, from 1, under a hash that is not there. */
  insert(high: number, low: number, ordinal: number): void {
    const segment = high >>> (32 - segmentBits)
    let entries = this.#segments[segment]!
    const size = this.#sizes[segment]! + 1
    if (size * entryWords > entries.length * fullestLoad) {
      entries = enlarge(entries)
      this.#segments[segment] = entries
    }
    put(entries, high, low, ordinal)
    this.#sizes[segment] = size
    this.#size++
  }
}

const enlarge = (entries: Uint32Array): Uint32Array => {
  const capacity = Math.ceil((entries.length / entryWords) * growth)
  const larger = new Uint32Array(capacity * entryWords)
  for (let at = 0; at < entries.length; at += entryWords) {
    if (entries[at] !== 0) put(larger, entries[at]!, entries[at + 1]!, entries[at + 2]!)
  }
  return larger
}

const put = (entries: Uint32Array, high: number, low: number, ordinal: number): void => {
  let at = homeOf(low, entries.length)
  while (entries[at] !== 0) {
    at += entryWords
    if (at === entries.length) at = 0
  }
  entries[at] = high
  entries[at + 1] = low
  entries[at + 2] = ordinal
}

/** Spreads the low half over the slots; the capacity is no power of two. */
const homeOf = (low: number, length: number): number =>
  Math.floor((low / 0x1_0000_0000) * (length / entryWords)) * entryWords
