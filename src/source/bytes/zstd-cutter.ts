/** What zstd itself decodes by default; a frame may name a window of terabytes. */
const mostWindowBytes = 128 * 1024 * 1024
/** A block decodes to no more, says its format. */
const mostBlockBytes = 128 * 1024
/** Magic number, descriptor, window, dictionary id and content size at their longest. */
const longestHeader = 18
const frameMagic = 0xfd2fb528
const skippableMagic = 0x184d2a50

/**
 * Cuts a zstd stream where its frames and blocks begin. A decoder that is given one piece at a time decodes one block at
 * a time, whatever the stream says of itself: four bytes can stand for 128 KiB, so that a read of 64 KiB can hold two
 * gigabytes.
 */
export class ZstdCutter {
  /** A frame or a block is larger than the format or this program allows. */
  failure: Error | undefined
  #kept: Buffer = Buffer.alloc(0)
  /** Bytes of a skippable frame or of a checksum that are still to come. */
  #passing = 0
  #isInFrame = false
  #hasChecksum = false

  /** What came in behind the last whole piece. */
  rest(): Buffer {
    return this.#kept
  }

  /**
   * Pieces that are whole now; together with `rest` they are what came in. Ends at a `failure`.
   */
  *cut(chunk: Buffer): Generator<Buffer> {
    let bytes = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk])
    for (;;) {
      const length = this.#nextLength(bytes)
      if (length === undefined || length > bytes.length) break
      yield bytes.subarray(0, length)
      bytes = bytes.subarray(length)
    }
    this.#kept = bytes
  }

  /** Of the piece that the bytes begin with; undefined when more of them have to come first. */
  #nextLength(bytes: Buffer): number | undefined {
    if (bytes.length === 0) return undefined
    if (this.#passing > 0) {
      const length = Math.min(this.#passing, bytes.length)
      this.#passing -= length
      return length
    }
    return this.#isInFrame ? this.#readBlock(bytes) : this.#readHeader(bytes)
  }

  #readBlock(bytes: Buffer): number | undefined {
    if (bytes.length < 3) return undefined
    const head = bytes.readUIntLE(0, 3)
    const size = head >> 3
    if (size > mostBlockBytes) return this.#fail(`a block of ${size} bytes, more than ${mostBlockBytes}`)
    const isRepeatedByte = ((head >> 1) & 3) === 1
    const length = 3 + (isRepeatedByte ? 1 : size)
    if (length <= bytes.length && (head & 1) === 1) {
      this.#isInFrame = false
      this.#passing = this.#hasChecksum ? 4 : 0
    }
    return length
  }

  #fail(message: string): undefined {
    this.failure = new Error(message)
    return undefined
  }

  #readHeader(bytes: Buffer): number | undefined {
    if (bytes.length < 5) return undefined
    const magic = bytes.readUInt32LE(0)
    if ((magic & 0xfffffff0) >>> 0 === skippableMagic) {
      if (bytes.length < 8) return undefined
      this.#passing = bytes.readUInt32LE(4)
      return 8
    }
    // The decoder says what is wrong with it.
    if (magic !== frameMagic) return Math.min(bytes.length, longestHeader)
    const descriptor = bytes.readUInt8(4)
    const isSingleSegment = (descriptor & 0x20) !== 0
    const contentCode = descriptor >> 6
    const contentBytes = contentCode === 0 ? (isSingleSegment ? 1 : 0) : 1 << contentCode
    const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0
    const length = 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentBytes
    if (bytes.length < length) return undefined
    const windowBytes = isSingleSegment
      ? readContentSize(bytes, 5 + dictionaryBytes, contentBytes)
      : readWindow(bytes.readUInt8(5))
    if (windowBytes > mostWindowBytes) return this.#fail(describeWindow(windowBytes))
    this.#isInFrame = true
    this.#hasChecksum = (descriptor & 4) !== 0
    return length
  }
}

const readContentSize = (bytes: Buffer, at: number, length: number): number =>
  length === 8 ? Number(bytes.readBigUInt64LE(at)) : bytes.readUIntLE(at, length) + (length === 2 ? 256 : 0)

/** An exponent and eighths. */
const readWindow = (code: number): number => 2 ** (10 + (code >> 3)) * (1 + (code & 7) / 8)

const describeWindow = (windowBytes: number): string =>
  `it needs a window of ${Math.ceil(windowBytes / 1024 / 1024)} MB, more than 128 MB: decompress it with zstd -d --long=31 first`
