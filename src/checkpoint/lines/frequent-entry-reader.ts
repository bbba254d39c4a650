import { crc32 } from 'node:zlib'
import type { CheckpointEntry } from '../entry.js'
import type { LineChain } from './entry-line.js'

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1')

const beginning = ascii('{"t":"begin","n":')
const key = ascii(',"key":"')
const creation = ascii('{"t":"created","n":')
const id = ascii(',"id":"')
const at = ascii('"at":')
const ms = ascii('"ms":')
const left = ascii('"left":')
const print = ascii('"fp":"')
const shape = ascii('"sh":')
const checksum = ascii('"c":"')
const brace = 0x7d
const comma = 0x2c
const quote = 0x22
const backslash = 0x5c
const zero = 0x30
/** Length of `"c":"01234567"}`, without the comma before it. */
const tailLength = 15
const mostDigits = 15

/** What one byte more, the brace that closes the entry, makes of a CRC-32: a second call would cost more than the first. */
const closeChecksum = (checksum: number): number => {
  const register = ~checksum
  return ~((crcTable[(register ^ brace) & 0xff] ?? 0) ^ (register >>> 8)) >>> 0
}

const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let register = byte
  for (let bit = 0; bit < 8; bit += 1) register = (register >>> 1) ^ (register & 1 ? 0xedb88320 : 0)
  return register
})

/**
 * Reads the two kinds of line that make up nearly the whole file, in the form in which `encodeEntry` writes them,
 * straight from the bytes: a resume goes over millions of them before its first request.
 */
export class FrequentEntryReader {
  readonly #chain: LineChain
  #bytes: Buffer = Buffer.alloc(0)
  #position = 0

  constructor(chain: LineChain) {
    this.#chain = chain
  }

  /**
   * The entry of the next line, at these bytes, without its line feed. Undefined for every other kind or form, and where
   * the checksum is wrong: the whole line is then judged by JSON.parse and the schema, and the chain is where it was.
   */
  read(bytes: Buffer, start: number, end: number): CheckpointEntry | undefined {
    this.#bytes = bytes
    this.#position = start
    const entry = this.#skip(beginning)
      ? this.#readBegin()
      : this.#skip(creation)
        ? this.#readCreated()
        : undefined
    if (entry === undefined || this.#position !== end - tailLength || !this.#skip(checksum)) return undefined
    const { isChained, last } = this.#chain
    const actual = closeChecksum(crc32(bytes.subarray(start, end - tailLength - 1), isChained ? last : 0))
    const isEnded = bytes[end - 2] === quote && bytes[end - 1] === brace
    if (!isEnded || actual !== this.#hexNumber()) return undefined
    this.#chain.last = actual
    return entry
  }

  #readBegin(): CheckpointEntry | undefined {
    const n = this.#number()
    if (n < 1 || !this.#skip(key)) return undefined
    const sourceKey = this.#text()
    if (sourceKey === undefined || !this.#skip(at)) return undefined
    const atMs = this.#number()
    return atMs < 0 || !this.#skipComma() ? undefined : { t: 'begin', n, key: sourceKey, at: atMs }
  }

  #readCreated(): CheckpointEntry | undefined {
    const n = this.#number()
    if (n < 1 || !this.#skip(id)) return undefined
    const userId = this.#text()
    if (userId === undefined || userId === '' || !this.#skip(at)) return undefined
    const atMs = this.#number()
    if (atMs < 0 || !this.#skipComma() || !this.#skip(ms)) return undefined
    const latencyMs = this.#number()
    if (latencyMs < 0 || !this.#skipComma() || !this.#skip(left)) return undefined
    const units = this.#number()
    if (units < 0 || !this.#skipComma()) return undefined
    const entry: Extract<CheckpointEntry, { t: 'created' | 'adopted' }> = {
      t: 'created',
      n,
      id: userId,
      at: atMs,
      ms: latencyMs,
      left: units,
    }
    if (this.#skip(print)) entry.fp = this.#text() ?? ''
    if (this.#skip(shape)) {
      entry.sh = this.#number()
      if (entry.sh < 1 || !this.#skipComma()) return undefined
    }
    return entry
  }

  #skip(literal: Buffer): boolean {
    const bytes = this.#bytes
    const position = this.#position
    for (let index = 0; index < literal.length; index += 1) {
      if (bytes[position + index] !== literal[index]) return false
    }
    this.#position = position + literal.length
    return true
  }

  #skipComma(): boolean {
    if (this.#bytes[this.#position] !== comma) return false
    this.#position += 1
    return true
  }

  /** -1 for what is no whole number, or may be too large to be exact. */
  #number(): number {
    const bytes = this.#bytes
    const start = this.#position
    let value = 0
    let position = start
    for (; ; position += 1) {
      const digit = (bytes[position] ?? 0) - zero
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    const digits = position - start
    this.#position = position
    const hasLeadingZero = digits > 1 && bytes[start] === zero
    return digits === 0 || digits > mostDigits || hasLeadingZero ? -1 : value
  }

  /** Up to the closing quote and the comma behind it; undefined for text with escapes. */
  #text(): string | undefined {
    const bytes = this.#bytes
    const start = this.#position
    const end = bytes.indexOf(quote, start)
    if (end === -1) return undefined
    const text = bytes.toString('utf8', start, end)
    this.#position = end + 1
    return text.includes('\\') || bytes[end - 1] === backslash || !this.#skipComma() ? undefined : text
  }

  #hexNumber(): number {
    const bytes = this.#bytes
    let value = 0
    for (let index = 0; index < 8; index += 1) {
      const code = bytes[this.#position + index] ?? 0
      const digit = code >= 0x61 && code <= 0x66 ? code - 0x57 : code - zero
      if (digit < 0 || digit > 15 || (digit > 9 && code < 0x61)) return -1
      value = value * 16 + digit
    }
    return value
  }
}
