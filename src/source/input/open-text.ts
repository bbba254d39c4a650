import type { InputWatch } from '../bytes/input-watch.js'
import { ByteWindow } from '../bytes/byte-window.js'
import type { DecodingState } from '../encoding/decoding-state.js'
import { decodeText } from '../encoding/decode-text.js'
import { decompress, type ReadAgain } from '../bytes/decompress.js'
import { detectCompression, type Compression } from '../bytes/detect-compression.js'
import { detectEncoding, type Encoding, type EncodingWish } from '../encoding/detect-encoding.js'
import { readFileBytes } from '../bytes/read-file-bytes.js'
import { RememberedBytes } from '../bytes/remembered-bytes.js'

/** So much of a text is looked at to recognise its format. */
export const sampleBytes = 64 * 1024

/** A file as text, whatever its compression and encoding. */
export interface OpenText {
  window: ByteWindow
  decoding: DecodingState
  compression: Compression
  encoding: Encoding
  hasByteOrderMark: boolean
  /** Words that show how it was read, where the encoding was guessed. */
  guessedBy: string[] | undefined
}

export interface TextOptions extends EncodingWish {
  signal?: AbortSignal | undefined
  /** Holds the bytes of a file against its fingerprint. */
  watch?: InputWatch | undefined
}

/** @throws MigrationError `input_unreadable` when the file cannot be opened */
export const openTextFile = (path: string, options: TextOptions = {}): Promise<OpenText> => {
  const { signal, watch } = options
  const bytes = readFileBytes(path, signal)
  return openBytes(watch?.follow(path, bytes) ?? bytes, () => readFileBytes(path, signal), options)
}

/** @param bytes what a pipe delivers; it can be read only once */
export const openTextStream = (
  bytes: AsyncIterable<Uint8Array>,
  options: TextOptions = {},
): Promise<OpenText> => {
  const remembered = new RememberedBytes(bytes, options.signal)
  return openBytes(remembered.read(), () => remembered.readAgain(), options)
}

/** The text that these bytes, which may be only the beginning of a file, hold. */
export const openTextOf = (bytes: Buffer, options: TextOptions = {}): Promise<OpenText> =>
  openBytes(chunksOf([bytes]), () => chunksOf([bytes]), options)

const openBytes = async (
  chunks: AsyncGenerator<Buffer>,
  readAgain: ReadAgain,
  options: TextOptions,
): Promise<OpenText> => {
  const [head, all] = await peek(chunks, 4)
  const compression = detectCompression(head)
  const plain = compression === 'none' ? all : toGenerator(decompress(all, compression, readAgain))
  const [textHead, allText] = await peek(plain, sampleBytes)
  const sample = textHead.subarray(0, sampleBytes)
  const { encoding, markBytes, guessedBy } = detectEncoding(sample, options)
  const decoding: DecodingState = { hasInvalidBytes: false }
  const window = new ByteWindow(decodeText(skipBytes(allText, markBytes), encoding, decoding), options.signal)
  return { window, decoding, compression, encoding, hasByteOrderMark: markBytes > 0, guessedBy }
}

/** The first bytes, as many as there are up to `byteCount`, and the stream as if nothing had been taken. */
const peek = async (
  chunks: AsyncGenerator<Buffer>,
  byteCount: number,
): Promise<[Buffer, AsyncGenerator<Buffer>]> => {
  const taken: Buffer[] = []
  let size = 0
  let failure: { error: unknown } | undefined
  while (size < byteCount) {
    try {
      const { done, value } = await chunks.next()
      if (done === true) break
      taken.push(value)
      size += value.length
    } catch (error) {
      failure = { error }
      break
    }
  }
  return [Buffer.concat(taken), rejoin(taken, failure, chunks)]
}

const rejoin = async function* (
  taken: Buffer[],
  failure: { error: unknown } | undefined,
  rest: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    yield* taken
    if (failure !== undefined) throw failure.error
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

const toGenerator = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks
}

const chunksOf = async function* (chunks: Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks
}

const skipBytes = async function* (chunks: AsyncIterable<Buffer>, byteCount: number): AsyncGenerator<Buffer> {
  let left = byteCount
  for await (const chunk of chunks) {
    if (left === 0) yield chunk
    else {
      const skipped = Math.min(left, chunk.length)
      left -= skipped
      if (skipped < chunk.length) yield chunk.subarray(skipped)
    }
  }
}
