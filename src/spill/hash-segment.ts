import type { HashFile } from './hash-file.js'
import { HashFilter } from './hash-filter.js'
import {
  copyEntries,
  createSlots,
  entryWords,
  fillSlot,
  findSlot,
  fullestLoad,
  homeOf,
  type Slots,
} from './hash-slots.js'

const smallestCapacity = 8
/** A table of this size goes to the file when it is full. */
export const largestCapacity = 1024
/** A small step keeps the load between 0.62 and 0.8: 15 to 20 bytes per entry. */
const growth = 1.3
/** So many tables of one size in the file become one. */
const mergeCount = 8

/** Tables of one size in the file, the oldest first. */
interface Level {
  capacity: number
  places: number[]
}

/**
 * The hashes of one share of the hash space: the latest ones in memory, the others in tables in a file, with a
 * filter in memory that says which are worth a look there. A log-structured merge tree in the small.
 */
export class HashSegment {
  readonly #file: HashFile
  readonly #given: Slots
  #slots: Slots
  #size = 0
  #filter: HashFilter | undefined
  readonly #levels: Level[] = []
  /** Entries in the file. */
  #filed = 0

  /** @param slots empty ones, which need not be its own; full-grown ones do not have to grow */
  constructor(file: HashFile, slots: Slots = createSlots(smallestCapacity)) {
    this.#file = file
    this.#given = slots
    this.#slots = slots
  }

  /** Memory held. */
  get byteLength(): number {
    return this.#slots.byteLength + (this.#filter?.byteLength ?? 0)
  }

  /** Whether some of its entries are not in the slots that it was given. */
  get hasMore(): boolean {
    return this.#filter !== undefined || this.#slots !== this.#given
  }

  /** Reads where a hash would be, only to have it in the cache soon. */
  touch(high: number, low: number): number {
    return this.#slots[homeOf(low, this.#slots.length)]! ^ (this.#filter?.touch(high) ?? 0)
  }

  /** The ordinal stored under a hash; 0 when there is none. */
  find(high: number, low: number): number {
    const ordinal = findSlot(this.#slots, high, low)
    if (ordinal !== 0 || this.#filter === undefined || !this.#filter.mayHave(high, low)) return ordinal
    return this.#findInFile(high, low)
  }

  /** Stores an ordinal, from 1, under a hash that is not there. */
  insert(high: number, low: number, ordinal: number): void {
    if ((this.#size + 1) * entryWords > this.#slots.length * fullestLoad) this.#makeRoom()
    fillSlot(this.#slots, high, low, ordinal)
    this.#size += 1
  }

  #findInFile(high: number, low: number): number {
    for (const { capacity, places } of this.#levels) {
      for (const place of places) {
        const ordinal = this.#file.find(place, capacity * entryWords, high, low)
        if (ordinal !== 0) return ordinal
      }
    }
    return 0
  }

  #makeRoom(): void {
    const capacity = this.#slots.length / entryWords
    if (capacity === largestCapacity && this.#spill()) return
    // Without room in the file everything stays in memory.
    const limit = capacity < largestCapacity ? largestCapacity : Infinity
    const larger = createSlots(Math.min(limit, Math.ceil(capacity * growth)))
    copyEntries(this.#slots, larger)
    this.#slots = larger
  }

  /** @returns false when the file takes nothing */
  #spill(): boolean {
    const place = this.#file.write(this.#slots)
    if (place === undefined) return false
    this.#filed += this.#size
    if (this.#filter?.isFor(this.#filed) !== true) this.#filter = this.#createFilter()
    this.#filter.addAll(this.#slots)
    this.#slots.fill(0)
    this.#size = 0
    this.#keep(0, place)
    return true
  }

  /** One that is large enough, with what is in the file already. */
  #createFilter(): HashFilter {
    const filter = new HashFilter(this.#filed)
    for (const { capacity, places } of this.#levels) {
      const table = createSlots(capacity)
      for (const place of places) {
        this.#file.read(place, table)
        filter.addAll(table)
      }
    }
    return filter
  }

  #keep(depth: number, place: number): void {
    const level = (this.#levels[depth] ??= { capacity: largestCapacity * mergeCount ** depth, places: [] })
    level.places.push(place)
    if (level.places.length < mergeCount) return
    const merged = this.#merge(level)
    const mergedPlace = this.#file.write(merged)
    // A file that is full serves searches all the same, in more reads.
    if (mergedPlace === undefined) return
    for (const old of level.places.splice(0)) this.#file.release(old, level.capacity * entryWords * 4)
    this.#keep(depth + 1, mergedPlace)
  }

  #merge({ capacity, places }: Level): Slots {
    const merged = createSlots(capacity * mergeCount)
    const one = createSlots(capacity)
    for (const place of places) {
      this.#file.read(place, one)
      copyEntries(one, merged)
    }
    return merged
  }
}
