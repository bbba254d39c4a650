import { HashFile } from './hash-file.js'
import { HashSegment, largestCapacity } from './hash-segment.js'
import { createSlots, entryWords } from './hash-slots.js'

/** Segments are chosen by the top bits of the hash. */
const segmentBits = 10
const segmentCount = 1 << segmentBits
const segmentWords = largestCapacity * entryWords
/** How far a half of a hash is shifted to be the number of a segment, or of an entry in one. */
const shift = 32 - segmentBits

/**
 * A table from 64-bit hashes to ordinals that holds what it likes in bounded memory: 12 MB of entries and, from
 * about 800,000 on, 2 to 32 MB of filters; the rest is in a temporary file, 15 bytes an entry. Cut into segments that
 * spill and merge one by one, so that no insertion pays for moving the whole table. What is in memory is one array:
 * half the time of a search is waiting for memory, and every object on the way would be waited for as well.
 */
export class HashTable {
  readonly #segments: HashSegment[] = []
  /** The entries in memory, segment by segment. */
  #slots = createSlots(segmentCount * largestCapacity)
  /** 1 for a segment that has entries elsewhere, too. */
  readonly #hasMore = new Uint8Array(segmentCount)
  readonly #file: HashFile
  #size = 0
  /** Keeps the reads of `touch` from being optimized away. */
  // oxlint-disable-next-line no-unused-private-class-members
  #touched = 0

  /** @param folder for the temporary file, made when it is needed. @default the system's */
  constructor(folder?: string) {
    this.#file = new HashFile(folder)
    for (let segment = 0; segment < segmentCount; segment++) {
      const start = segment * segmentWords
      this.#segments.push(new HashSegment(this.#file, this.#slots.subarray(start, start + segmentWords)))
    }
  }

  /** Number of entries. */
  get size(): number {
    return this.#size
  }

  /** Memory of the table itself. */
  get byteLength(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.byteLength, 0)
  }

  /** Bytes in the temporary file. */
  get fileBytes(): number {
    return this.#file.byteLength
  }

  /** Reads where a hash would be, only to have it in the cache soon. */
  touch(high: number, low: number): void {
    const index = high >>> shift
    this.#touched ^= this.#slots[index * segmentWords + (low >>> shift) * entryWords]!
    if (this.#hasMore[index] === 1) this.#touched ^= this.#segments[index]!.touch(high, low)
  }

  /** The ordinal stored under a hash; 0 when there is none. `high` must not be 0. */
  find(high: number, low: number): number {
    const index = high >>> shift
    const slots = this.#slots
    const start = index * segmentWords
    const end = start + segmentWords
    for (let at = start + (low >>> shift) * entryWords; ;) {
      const present = slots[at]
      if (present === 0) return this.#hasMore[index] === 1 ? this.#segments[index]!.find(high, low) : 0
      if (present === high && slots[at + 1] === low) return slots[at + 2]!
      at += entryWords
      if (at === end) at = start
    }
  }

  /** Stores an ordinal, from 1, under a hash that is not there. */
  insert(high: number, low: number, ordinal: number): void {
    const index = high >>> shift
    const segment = this.#segments[index]!
    segment.insert(high, low, ordinal)
    if (segment.hasMore) this.#hasMore[index] = 1
    this.#size++
  }

  /** Gives memory and file back; the table is of no use afterwards. */
  close(): void {
    this.#file.close()
    this.#segments.length = 0
    this.#slots = createSlots(0)
  }
}
