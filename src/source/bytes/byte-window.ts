import { setImmediate } from 'node:timers/promises'
import { countLines } from '../input/count-lines.js'
import { InputDamage } from '../input/input-damage.js'
import type { Problem } from '../../outcome/problem.js'

/** What a reader looks through in some milliseconds, whatever is in it. */
const bytesBetweenBreaks = 64 * 1024

/** The part of a text that a reader has in view: valid UTF-8, growing at its end, consumed at its start. */
export class ByteWindow {
  /** What has been read and not consumed. */
  buffer: Buffer = Buffer.alloc(0)
  /** Physical line at the start of `buffer`, from 1. */
  line = 1
  /** Nothing will be added any more. */
  isEnded = false
  /** Why the text ends before its real end. */
  damage: Problem | undefined
  readonly #chunks: AsyncIterator<Buffer>
  readonly #signal: AbortSignal | undefined
  #bytesInARow = 0

  /** @param signal ends the reading also where no record comes of it */
  constructor(chunks: AsyncIterable<Buffer>, signal?: AbortSignal) {
    this.#chunks = chunks[Symbol.asyncIterator]()
    this.#signal = signal
  }

  /**
   * Passes over the blank lines at the start, however many, so that what is in view tells what the text is.
   *
   * @param leastBytes of text to bring into view
   */
  async begin(leastBytes: number): Promise<void> {
    await this.grow(leastBytes)
    while (this.buffer.length > 0) {
      const end = endOfBlankLines(this.buffer)
      if (end === 0) return
      this.consume(end, countLines(this.buffer, 0, end))
      if (this.buffer.length < leastBytes && !(await this.grow(leastBytes))) return
    }
  }

  /**
   * Adds at least one chunk, and at least as much as is in view: a reader that looks through the whole view
   * again each time stays linear in the size of a record.
   *
   * @param leastBytes go on until this much is in view
   * @returns whether anything was added
   */
  async grow(leastBytes = this.buffer.length * 2): Promise<boolean> {
    const parts = [this.buffer]
    let size = this.buffer.length
    do {
      const chunk = await this.#nextChunk()
      if (chunk === undefined) break
      parts.push(chunk)
      size += chunk.length
    } while (size < leastBytes)
    const hasGrown = size > this.buffer.length
    if (hasGrown)
      this.buffer =
        parts[0]?.length === 0 && parts[1] && parts.length === 2 ? parts[1] : Buffer.concat(parts, size)
    return hasGrown
  }

  /** @param lineCount line ends among the consumed bytes */
  consume(byteCount: number, lineCount: number): void {
    this.buffer = this.buffer.subarray(byteCount)
    this.line += lineCount
  }

  /** Closes the file. */
  async close(): Promise<void> {
    this.isEnded = true
    await this.#chunks.return?.()
  }

  async #nextChunk(): Promise<Buffer | undefined> {
    if (this.isEnded) return undefined
    await this.#letOthersWork()
    try {
      const { done, value } = await this.#chunks.next()
      if (done !== true) {
        this.#bytesInARow += value.length
        return value
      }
    } catch (error) {
      // Who was told to stop has not found the file damaged.
      this.#signal?.throwIfAborted()
      if (!(error instanceof InputDamage)) throw error
      this.damage = error.problem
    }
    this.isEnded = true
    return undefined
  }

  /**
   * What is decompressed lies ready by the hundred megabytes, and what is waited for that is there already lets no signal
   * and no timer through.
   */
  async #letOthersWork(): Promise<void> {
    this.#signal?.throwIfAborted()
    if (this.#bytesInARow < bytesBetweenBreaks) return
    this.#bytesInARow = 0
    await setImmediate()
    this.#signal?.throwIfAborted()
  }
}

/** Behind the last line end before which nothing but blanks stands. */
const endOfBlankLines = (bytes: Buffer): number => {
  let end = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x0a) end = at + 1
    else if (byte !== 0x0d && byte !== 0x20 && byte !== 0x09) break
  }
  return end
}
