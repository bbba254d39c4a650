import { HashTable } from './hash-table.js'
import { hashText } from './hash-text.js'
import { PagedBytes, type PageSizes, type StoredBytes } from './paged-bytes.js'
import { TextBytes } from './text-bytes.js'

/** How values become bytes, and values again. */
export interface RecordCodec<Value> {
  /** The result is copied before the next call. */
  encode(value: Value): Uint8Array
  /** The bytes are gone after the call. */
  decode(bytes: StoredBytes): Value
}

export interface RecordMapOptions extends PageSizes {
  /** For the temporary file, made when it is needed. @default the system's */
  folder?: string | undefined
  /** @default hashText */
  hash?: typeof hashText | undefined
}

/** Words of a record before its key: where the search goes on, lengths of key and value, room for the value and flags. */
const forwardAt = 0
const keyAt = 4
const valueAt = 8
const roomAt = 12
const headBytes = 16
/** Places are multiples of it, so that 32 bits name 32 GB. */
const unit = 8
const mostBytes = 0xffff_ffff * unit

/** Nobody has the key any more, or the record that `forward` names has. */
const isGone = 0x8000_0000
/** Stands for an earlier record that had not room enough: not counted on its own. */
const isContinuation = 0x4000_0000
/** Two bytes a character. */
const isWide = 0x2000_0000
const roomMask = 0x1fff_ffff

/**
 * What `Map<string, Value>` does, in the same order, in bounded memory however many there are: about 16 MB of records
 * and 12 MB to find them by, 44 MB from 800,000 on; the rest is in temporary files. Values are copies: what is changed must
 * be set again. Keys are compared, not only their hashes. Must be closed.
 */
export class RecordMap<Value> {
  readonly #codec: RecordCodec<Value>
  readonly #bytes: PagedBytes
  readonly #table: HashTable
  readonly #key = new TextBytes()
  readonly #hash: typeof hashText
  #size = 0
  /** The last key that was looked for, and the record that has it; 0: none. */
  #lastKey: string | undefined
  #lastPlace = 0

  constructor(codec: RecordCodec<Value>, { folder, hash = hashText, ...sizes }: RecordMapOptions = {}) {
    this.#codec = codec
    this.#bytes = new PagedBytes(folder, sizes)
    this.#table = new HashTable(folder)
    this.#hash = hash
    // No record is at place 0.
    this.#bytes.setWord(this.#bytes.reserve(unit), 0)
  }

  get size(): number {
    return this.#size
  }

  /** Memory held, and bytes in temporary files. */
  get footprint(): { memory: number; file: number } {
    return {
      memory: this.#bytes.byteLength + this.#table.byteLength,
      file: this.#bytes.fileBytes + this.#table.fileBytes,
    }
  }

  has(key: string): boolean {
    return this.#isThere(this.#find(key))
  }

  get(key: string): Value | undefined {
    const place = this.#find(key)
    return this.#isThere(place) ? this.#valueAt(place) : undefined
  }

  set(key: string, value: Value): void {
    const bytes = this.#codec.encode(value)
    const place = this.#find(key)
    if (!this.#isThere(place)) {
      this.#size += 1
      this.#lastPlace = this.#append(bytes, 0)
      if (place === 0) this.#insert(this.#lastPlace)
      else this.#bytes.setWord(place + forwardAt, this.#lastPlace / unit)
      return
    }
    if (bytes.length <= (this.#bytes.word(place + roomAt) & roomMask)) {
      this.#bytes.setWord(place + valueAt, bytes.length)
      this.#bytes.write(bytes, place + headBytes + this.#bytes.word(place + keyAt))
      return
    }
    this.#lastPlace = this.#append(bytes, isContinuation)
    this.#bytes.setWord(place + forwardAt, this.#lastPlace / unit)
  }

  /** A number that stands for the key, from 1; 0 where the key was never set. */
  numberOf(key: string): number {
    return this.#find(key) / unit
  }

  /** The key that a number stands for. */
  keyOf(number: number): string {
    return this.#keyAt(number * unit)
  }

  delete(key: string): boolean {
    const place = this.#find(key)
    if (!this.#isThere(place)) return false
    this.#bytes.setWord(place + roomAt, this.#bytes.word(place + roomAt) | isGone)
    this.#size -= 1
    return true
  }

  /** In the order in which the keys came; what comes meanwhile is included. */
  *entries(): Generator<[key: string, value: Value]> {
    const bytes = this.#bytes
    for (let place = unit; place < bytes.length;) {
      if ((bytes.word(place + roomAt) & (isGone | isContinuation)) === 0) {
        const latest = this.#latestOf(place)
        if (this.#isThere(latest)) yield [this.#keyAt(place), this.#valueAt(latest)]
      }
      place = this.#endOf(place)
    }
  }

  [Symbol.iterator](): Generator<[key: string, value: Value]> {
    return this.entries()
  }

  *keys(): Generator<string> {
    for (const [key] of this.entries()) yield key
  }

  /** Gives memory and files back; the map is of no use afterwards. */
  close(): void {
    this.#bytes.close()
    this.#table.close()
  }

  #isThere(place: number): boolean {
    return place !== 0 && (this.#bytes.word(place + roomAt) & isGone) === 0
  }

  #valueAt(place: number): Value {
    const keyBytes = this.#bytes.word(place + keyAt)
    return this.#codec.decode(
      this.#bytes.view(place + headBytes + keyBytes, this.#bytes.word(place + valueAt)),
    )
  }

  #keyAt(place: number): string {
    const encoding = this.#bytes.word(place + roomAt) & isWide ? 'utf16le' : 'latin1'
    return this.#bytes.view(place + headBytes, this.#bytes.word(place + keyAt)).toString(encoding)
  }

  /** Where the latest record of the key is, gone or not; 0 when there never was one. */
  #find(key: string): number {
    if (key === this.#lastKey) return this.#lastPlace
    this.#key.set(key)
    const before = this.#lastPlace
    this.#lastKey = key
    this.#lastPlace = 0
    let place = this.#findNext(before) ?? this.#findByHash(key)
    for (let next = place; next !== 0; next = this.#bytes.word(place + forwardAt) * unit) place = next
    this.#lastPlace = place
    return place
  }

  /** Whoever asks for one key after the other mostly does so in the order in which they came. */
  #findNext(before: number): number | undefined {
    if (before === 0) return undefined
    const place = this.#endOf(before)
    return place < this.#bytes.length && this.#isKeyAt(place) ? place : undefined
  }

  #findByHash(key: string): number {
    for (let attempt = 1; ; attempt += 1) {
      const { high, low } = this.#hash(key, attempt)
      const place = this.#table.find(high, low) * unit
      // Two keys with one hash: the later one is under its next hash.
      if (place === 0 || this.#isKeyAt(place)) return place
    }
  }

  #endOf(place: number): number {
    return place + sizeOf(this.#bytes.word(place + keyAt), this.#bytes.word(place + roomAt) & roomMask)
  }

  #isKeyAt(place: number): boolean {
    const { bytes, size, isWide: isKeyWide } = this.#key
    return (
      this.#bytes.word(place + keyAt) === size &&
      ((this.#bytes.word(place + roomAt) & isWide) !== 0) === isKeyWide &&
      this.#bytes.has(bytes, size, place + headBytes)
    )
  }

  /** The record that has the value of this one now, up to where it is gone. */
  #latestOf(first: number): number {
    let place = first
    while (this.#isThere(place)) {
      const next = this.#bytes.word(place + forwardAt) * unit
      if (next === 0) break
      place = next
    }
    return place
  }

  /** A record of the key that was looked for last. */
  #append(value: Uint8Array, flags: number): number {
    const { bytes, size, isWide: isKeyWide } = this.#key
    const whole = sizeOf(size, value.length)
    const place = this.#bytes.reserve(whole)
    if (place > mostBytes) throw new RangeError(`expected records of at most ${mostBytes} bytes`)
    this.#bytes.setWord(place + forwardAt, 0)
    this.#bytes.setWord(place + keyAt, size)
    this.#bytes.setWord(place + valueAt, value.length)
    this.#bytes.setWord(place + roomAt, (whole - headBytes - size) | flags | (isKeyWide ? isWide : 0))
    this.#bytes.write(bytes.subarray(0, size), place + headBytes)
    this.#bytes.write(value, place + headBytes + size)
    return place
  }

  #insert(place: number): void {
    for (let attempt = 1; ; attempt += 1) {
      const { high, low } = this.#hash(this.#lastKey!, attempt)
      if (this.#table.find(high, low) !== 0) continue
      this.#table.insert(high, low, place / unit)
      return
    }
  }
}

const sizeOf = (keyBytes: number, roomBytes: number): number =>
  Math.ceil((headBytes + keyBytes + roomBytes) / unit) * unit
