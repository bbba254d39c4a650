import * as zlib from 'node:zlib'
import { Decompress } from 'fzstd'
import { InputDamage } from '../input/input-damage.js'
import { ZstdCutter } from './zstd-cutter.js'
import type { Compression } from './detect-compression.js'

/** Compressed bytes that can be read once more from the start; undefined where they cannot (a long pipe). */
export type ReadAgain = () => AsyncIterable<Buffer> | undefined

/**
 * The decompressed bytes, all members or frames of the stream one after another.
 *
 * @throws InputDamage once everything before the damage has been delivered
 */
export const decompress = (
  chunks: AsyncIterable<Buffer>,
  compression: Compression,
  readAgain: ReadAgain,
): AsyncIterable<Buffer> => {
  if (compression === 'none') return chunks
  if (compression === 'gzip') return runDecoder(chunks, (options) => zlib.createGunzip(options), readAgain)
  return decodeZstd(chunks)
}

const outputBytes = 64 * 1024

/** What comes of one write is in memory at once, and gzip makes a thousand bytes of one. */
const mostInputBytes = 16 * 1024

const piecesOf = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += mostInputBytes) yield chunk.subarray(at, at + mostInputBytes)
  }
}

type CreateDecoder = (options: { chunkSize: number }) => zlib.Gunzip

const runDecoder = async function* (
  chunks: AsyncIterable<Buffer>,
  createDecoder: CreateDecoder,
  readAgain: ReadAgain,
): AsyncGenerator<Buffer> {
  const decoder = openDecoder(createDecoder({ chunkSize: outputBytes }))
  let consumedBytes = 0
  let deliveredBytes = 0
  try {
    for await (const chunk of piecesOf(chunks)) {
      for (const output of await decoder.write(chunk)) {
        deliveredBytes += output.length
        yield output
      }
      if (decoder.failure() !== undefined) break
      consumedBytes += chunk.length
    }
    for (const output of decoder.failure() === undefined ? await decoder.end() : []) {
      deliveredBytes += output.length
      yield output
    }
    const failure = decoder.failure()
    if (failure === undefined) return
    yield* decodeUpToDamage(readAgain(), createDecoder, consumedBytes, deliveredBytes)
    throw damageOf(failure, consumedBytes)
  } finally {
    decoder.close()
  }
}

/**
 * zlib hands out nothing of the write that failed, although most of it may be sound. So the bytes are read
 * again and the write in question is made byte by byte.
 */
const decodeUpToDamage = async function* (
  chunks: AsyncIterable<Buffer> | undefined,
  createDecoder: CreateDecoder,
  soundBytes: number,
  deliveredBytes: number,
): AsyncGenerator<Buffer> {
  if (chunks === undefined) return
  const decoder = openDecoder(createDecoder({ chunkSize: outputBytes }))
  let bytesToSkip = deliveredBytes
  let position = 0
  const unseen = (output: Buffer): Buffer => {
    const skipped = Math.min(bytesToSkip, output.length)
    bytesToSkip -= skipped
    return output.subarray(skipped)
  }
  try {
    for await (const chunk of chunks) {
      const soundPart = Math.max(0, Math.min(chunk.length, soundBytes - position))
      position += chunk.length
      if (soundPart > 0)
        for (const output of await decoder.write(chunk.subarray(0, soundPart))) unseen(output)
      for (let i = soundPart; i < chunk.length; i++) {
        const outputs = await decoder.write(chunk.subarray(i, i + 1))
        const rest = unseen(Buffer.concat(outputs))
        if (rest.length > 0) yield rest
        if (decoder.failure() !== undefined) return
      }
    }
  } finally {
    decoder.close()
  }
}

/**
 * Runs one write at a time and collects what comes out: an async iterator over the stream would drop the
 * outputs that are still buffered when it fails.
 */
const openDecoder = (decoder: zlib.Gunzip) => {
  let outputs: Buffer[] = []
  let failure: Error | undefined
  // zlib ends by itself when zeros follow the last member, as tapes and block devices leave them.
  let hasEnded = false
  let wake: (() => void) | undefined
  decoder.on('data', (output: Buffer) => outputs.push(output))
  decoder.on('error', (error: Error) => {
    failure = error
    wake?.()
  })
  decoder.on('end', () => {
    hasEnded = true
    wake?.()
  })
  const outcome = async (start: (done: () => void) => void): Promise<Buffer[]> => {
    await new Promise<void>((resolve) => {
      wake = resolve
      start(resolve)
    })
    const taken = outputs
    outputs = []
    return taken
  }
  return {
    write: (chunk: Buffer) =>
      outcome((done) => (hasEnded ? done() : void decoder.write(chunk, () => done()))),
    end: () => outcome((done) => (hasEnded ? done() : void decoder.end())),
    failure: () => failure,
    close: () => void decoder.destroy(),
  }
}

/**
 * Not by Node's own decoder (22.15 and newer): it leaves out every frame behind the first, and makes gigabytes of one
 * chunk of zeros. Block by block, so that no more than a few of them are in memory,
 * however little of the file they take. Blocks decoded before the damage are delivered.
 */
const decodeZstd = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let outputs: Buffer[] = []
  let failure: unknown
  let consumedBytes = 0
  const decoder = new Decompress((output) => {
    outputs.push(Buffer.from(output.buffer, output.byteOffset, output.byteLength))
  })
  const push = (chunk: Buffer, isLast: boolean): Buffer[] => {
    outputs = []
    try {
      decoder.push(chunk, isLast)
    } catch (error) {
      failure = error
    }
    return outputs
  }
  const cutter = new ZstdCutter()
  for await (const chunk of chunks) {
    for (const piece of cutter.cut(chunk)) {
      yield* push(piece, false)
      if (failure !== undefined) throw damageOf(failure, consumedBytes)
    }
    failure = cutter.failure
    if (failure !== undefined) throw damageOf(failure, consumedBytes)
    consumedBytes += chunk.length
  }
  yield* push(cutter.rest(), true)
  if (failure !== undefined) throw damageOf(failure, consumedBytes)
}

const truncationCodes = new Set<unknown>(['Z_BUF_ERROR', 5])

const damageOf = (failure: unknown, consumedBytes: number): InputDamage => {
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined
  if (truncationCodes.has(code)) {
    const message = `The compressed file ends too early, after ${consumedBytes} bytes; what follows is missing. Get a complete copy and run again.`
    return new InputDamage({ code: 'input_truncated', message }, failure)
  }
  const reason = failure instanceof Error ? failure.message : 'unknown error'
  const message = `The compressed file is damaged after byte ${consumedBytes} (${reason}); nothing after the damage was read. Get a sound copy and run again.`
  return new InputDamage({ code: 'input_corrupt', message }, failure)
}
