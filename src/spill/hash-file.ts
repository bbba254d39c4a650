import { entryWords, homeOf, type Slots } from './hash-slots.js'
import { TemporaryFile } from './temporary-file.js'

/** Entries read at once in a search: the first read nearly always meets an empty slot. */
const probeEntries = 42

/** Hash tables in a temporary file. Holds hashes and ordinals only. */
export class HashFile {
  readonly #file: TemporaryFile
  /** Places that hold nothing any more, by size. */
  readonly #free = new Map<number, number[]>()
  readonly #probe = new Uint32Array(probeEntries * entryWords)

  /** @param folder @default the system's folder for temporary files */
  constructor(folder?: string) {
    this.#file = new TemporaryFile(folder)
  }

  /** Bytes of the file. */
  get byteLength(): number {
    return this.#file.byteLength
  }

  /** Puts a table into the file; undefined when there is no room or no such folder, then and ever after. */
  write(slots: Slots): number | undefined {
    const place = this.#free.get(slots.byteLength)?.pop() ?? this.#file.byteLength
    const bytes = new Uint8Array(slots.buffer, slots.byteOffset, slots.byteLength)
    return this.#file.write(bytes, place) ? place : undefined
  }

  /** Reads a whole table back. */
  read(place: number, slots: Slots): void {
    this.#file.read(slots, place)
  }

  /** Its place may be used again. */
  release(place: number, slotsBytes: number): void {
    const places = this.#free.get(slotsBytes)
    if (places === undefined) this.#free.set(slotsBytes, [place])
    else places.push(place)
  }

  /** The ordinal stored under a hash in the table at a place; 0 when there is none. */
  find(place: number, wordCount: number, high: number, low: number): number {
    const probe = this.#probe
    for (let at = homeOf(low, wordCount); ;) {
      const words = Math.min(probe.length, wordCount - at)
      this.#file.read(words === probe.length ? probe : probe.subarray(0, words), place + at * 4)
      for (let offset = 0; offset < words; offset += entryWords) {
        const present = probe[offset]
        if (present === 0) return 0
        if (present === high && probe[offset + 1] === low) return probe[offset + 2]!
      }
      at = at + words === wordCount ? 0 : at + words
    }
  }

  close(): void {
    this.#file.close()
  }
}
