import { HashFile } from './hash-file.js'
import { HashSegment } from './hash-segment.js'

/** Segments are chosen by the top bits of the hash. */
const segmentBits = 10
const segmentCount = 1 << segmentBits

/**
 * A table from 64-bit hashes to ordinals that holds what it likes in bounded memory: 12 MB of entries and, from
 * about 800,000 on, 2 to 32 MB of filters; the rest is in a temporary file, 15 bytes an entry. Cut into segments that
 * grow, spill and merge one by one, so that no insertion pays for moving the whole table.
 */
export class HashTable {
  readonly #segments: HashSegment[] = []
  readonly #file: HashFile
  #size = 0
  /** Keeps the reads of `touch` from being optimized away. */
  // oxlint-disable-next-line no-unused-private-class-members
  #touched = 0

  /** @param folder for the temporary file, made when it is needed. @default the system's */
  constructor(folder?: string) {
    this.#file = new HashFile(folder)
    for (let segment = 0; segment < segmentCount; segment++) {
      this.#segments.push(new HashSegment(this.#file))
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
    this.#touched ^= this.#segments[high >>> (32 - segmentBits)]!.touch(high, low)
  }

  /** The ordinal stored under a hash; 0 when there is none. `high` must not be 0. */
  find(high: number, low: number): number {
    return this.#segments[high >>> (32 - segmentBits)]!.find(high, low)
  }

  /** Stores an ordinal, from 1, under a hash that is not there. */
  insert(high: number, low: number, ordinal: number): void {
    this.#segments[high >>> (32 - segmentBits)]!.insert(high, low, ordinal)
    this.#size++
  }

  /** Gives memory and file back; the table is of no use afterwards. */
  close(): void {
    this.#file.close()
    this.#segments.length = 0
  }
}
