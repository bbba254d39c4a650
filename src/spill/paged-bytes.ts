import { TemporaryFile } from './temporary-file.js'

export interface PageSizes {
  /** @default 16 KB */
  pageBytes?: number | undefined
  /** Pages held in memory; the others are in the file. @default 1,024, which is 16 MB */
  mostPages?: number | undefined
}

/** What is read of stored bytes: a part of Node's Buffer. */
export interface StoredBytes {
  readonly [index: number]: number
  toString(encoding?: 'utf8' | 'latin1' | 'utf16le', start?: number, end?: number): string
  readUInt32LE(offset: number): number
  readDoubleLE(offset: number): number
}

interface Page {
  number: number
  bytes: Buffer
  /** The same memory. */
  words: Uint32Array<ArrayBuffer>
  /** Whether the file has it otherwise, or not at all. */
  isDirty: boolean
  /** Whether it was used since the clock's hand came by. */
  isWanted: boolean
}

/**
 * Bytes at numbered places, as many as one likes, in bounded memory: pages that were not used lately are in a temporary
 * file. What fits the memory never sees a file. Without room on the disk everything stays in memory.
 */
export class PagedBytes {
  readonly #file: TemporaryFile
  readonly #pageBytes: number
  readonly #mostPages: number
  readonly #pages = new Map<number, Page>()
  /** The same pages, in a ring for the hand of the clock. */
  readonly #ring: Page[] = []
  #hand = 0
  #last: Page | undefined
  /** Numbers of the pages that the file has; every other one begins with zeros. */
  readonly #onFile = new Set<number>()
  #length = 0
  #isFull = false

  constructor(folder?: string, { pageBytes = 1 << 14, mostPages = 1024 }: PageSizes = {}) {
    this.#file = new TemporaryFile(folder)
    this.#pageBytes = pageBytes
    this.#mostPages = mostPages
  }

  /** Bytes that were appended. */
  get length(): number {
    return this.#length
  }

  /** Memory held. */
  get byteLength(): number {
    return this.#ring.length * this.#pageBytes
  }

  /** Bytes in the temporary file. */
  get fileBytes(): number {
    return this.#file.byteLength
  }

  /** Makes room behind the last byte; returns where it begins. */
  reserve(bytes: number): number {
    const place = this.#length
    this.#length += bytes
    return place
  }

  write(from: Uint8Array, place: number): void {
    for (let done = 0; done < from.length;) {
      const at = place + done
      const page = this.#pageAt(at)
      const start = at % this.#pageBytes
      const size = Math.min(from.length - done, this.#pageBytes - start)
      page.bytes.set(size === from.length ? from : from.subarray(done, done + size), start)
      page.isDirty = true
      done += size
    }
  }

  /** The 32 bits at a place that is a multiple of four. */
  word(place: number): number {
    return this.#pageAt(place).words[(place % this.#pageBytes) >>> 2]!
  }

  setWord(place: number, word: number): void {
    const page = this.#pageAt(place)
    page.words[(place % this.#pageBytes) >>> 2] = word
    page.isDirty = true
  }

  /** Whether these bytes stand at a place. */
  has(bytes: Uint8Array, size: number, place: number): boolean {
    for (let done = 0; done < size;) {
      const at = place + done
      const page = this.#pageAt(at).bytes
      const start = at % this.#pageBytes
      const end = Math.min(size, done + this.#pageBytes - start)
      for (let from = start - done; done < end; done += 1) if (page[from + done] !== bytes[done]) return false
    }
    return true
  }

  /** The bytes at a place: to be read before the next call, which may overwrite them. */
  view(place: number, size: number): StoredBytes {
    const start = place % this.#pageBytes
    if (start + size <= this.#pageBytes) return this.#pageAt(place).bytes.subarray(start, start + size)
    const copy = Buffer.allocUnsafe(size)
    for (let done = 0; done < size;) {
      const at = place + done
      done += this.#pageAt(at).bytes.copy(copy, done, at % this.#pageBytes)
    }
    return copy
  }

  close(): void {
    this.#file.close()
    this.#pages.clear()
    this.#ring.length = 0
    this.#last = undefined
  }

  #pageAt(place: number): Page {
    const number = Math.floor(place / this.#pageBytes)
    if (this.#last?.number === number) return this.#last
    const page = this.#pages.get(number) ?? this.#load(number)
    page.isWanted = true
    this.#last = page
    return page
  }

  #load(number: number): Page {
    const page = this.#takePage()
    page.number = number
    this.#pages.set(number, page)
    if (this.#onFile.has(number)) this.#file.read(page.bytes, number * this.#pageBytes)
    else page.bytes.fill(0)
    return page
  }

  /** A page of no number: a new one, or that which was not used for the longest time. */
  #takePage(): Page {
    if (this.#ring.length >= this.#mostPages && !this.#isFull) {
      const page = this.#findUnwanted()
      if (this.#isKept(page)) {
        this.#pages.delete(page.number)
        return page
      }
      this.#isFull = true
    }
    const words = new Uint32Array(this.#pageBytes / 4)
    const page = { number: -1, bytes: Buffer.from(words.buffer), words, isDirty: false, isWanted: false }
    this.#ring.push(page)
    return page
  }

  /** Whether the file has it as it is, or has it now. */
  #isKept(page: Page): boolean {
    if (!page.isDirty) return true
    if (!this.#file.write(page.bytes, page.number * this.#pageBytes)) return false
    this.#onFile.add(page.number)
    page.isDirty = false
    return true
  }

  #findUnwanted(): Page {
    for (;;) {
      const page = this.#ring[this.#hand]!
      this.#hand = (this.#hand + 1) % this.#ring.length
      if (!page.isWanted) return page
      page.isWanted = false
    }
  }
}
