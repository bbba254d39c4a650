import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MigrationError } from '../../outcome/migration-error.js'
import { entryWords, homeOf, type Slots } from './identifier-slots.js'

/** Entries read at once in a search: the first read nearly always meets an empty slot. */
const probeEntries = 42

/**
 * Hash tables in a temporary file. It has no name any more once it is open (on systems that allow this), so
 * nothing is left behind however the program ends. Holds hashes and ordinals only.
 */
export class IdentifierFile {
  readonly #folder: string
  #descriptor: number | undefined
  #isUsable = true
  #endBytes = 0
  /** Places that hold nothing any more, by size. */
  readonly #free = new Map<number, number[]>()
  readonly #probe = new Uint32Array(probeEntries * entryWords)

  /** @param folder @default the system's folder for temporary files; `TMPDIR` names another */
  constructor(folder = tmpdir()) {
    this.#folder = folder
  }

  /** Bytes of the file. */
  get byteLength(): number {
    return this.#endBytes
  }

  /** Puts a table into the file; undefined when there is no room or no such folder, then and ever after. */
  write(slots: Slots): number | undefined {
    if (!this.#isUsable) return undefined
    const place = this.#free.get(slots.byteLength)?.pop() ?? this.#endBytes
    try {
      this.#descriptor ??= openUnnamed(this.#folder)
      const bytes = new Uint8Array(slots.buffer, slots.byteOffset, slots.byteLength)
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#descriptor, bytes, done, bytes.length - done, place + done)
      }
    } catch {
      this.#isUsable = false
      return undefined
    }
    this.#endBytes = Math.max(this.#endBytes, place + slots.byteLength)
    return place
  }

  /** Reads a whole table back. */
  read(place: number, slots: Slots): void {
    this.#readWords(place, slots)
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
      this.#readWords(place + at * 4, words === probe.length ? probe : probe.subarray(0, words))
      for (let offset = 0; offset < words; offset += entryWords) {
        const present = probe[offset]
        if (present === 0) return 0
        if (present === high && probe[offset + 1] === low) return probe[offset + 2]!
      }
      at = at + words === wordCount ? 0 : at + words
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
    this.#isUsable = false
  }

  #readWords(place: number, words: Slots): void {
    try {
      for (let done = 0; done < words.byteLength;) {
        const read = readSync(this.#descriptor!, words, done, words.byteLength - done, place + done)
        if (read === 0) throw new Error('it is shorter than what was written')
        done += read
      }
    } catch (cause) {
      throw unreadable(this.#folder, cause)
    }
  }
}

const openUnnamed = (folder: string): number => {
  const own = mkdtempSync(join(folder, 'logto-migrate-'))
  try {
    return openSync(join(own, 'identifiers'), 'wx+', 0o600)
  } finally {
    try {
      rmSync(own, { recursive: true, force: true })
    } catch {
      // Some systems keep the name of an open file; what stays holds hashes.
    }
  }
}

const unreadable = (folder: string, cause: unknown): MigrationError =>
  new MigrationError(
    'output',
    'temporary_file_unreadable',
    `a temporary file in ${folder} could not be read (${cause instanceof Error ? cause.message : 'unknown reason'}): set TMPDIR to a folder on a sound disk, then run the command again`,
    { cause },
  )
