import { describe, expect, it } from 'vitest'
import { decompress } from '../../src/source/bytes/decompress.js'
import { InputDamage } from '../../src/source/input/input-damage.js'

const megabyte = 1024 * 1024

/** Frame header without content size and checksum. @param windowLog from 10 on */
const frameHead = (windowLog: number): Buffer =>
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, (windowLog - 10) << 3])

/** Four bytes that stand for `size` equal ones. */
const repeated = (size: number, isLast = false, byte = 0): Buffer => {
  const head = (size << 3) | (1 << 1) | (isLast ? 1 : 0)
  return Buffer.from([head & 0xff, (head >> 8) & 0xff, head >> 16, byte])
}

const zeros = (blocks: number, windowLog: number): Buffer =>
  Buffer.concat([
    frameHead(windowLog),
    ...Array.from({ length: blocks - 1 }, () => repeated(131_072)),
    repeated(131_072, true),
  ])

const read = async (input: Buffer, chunkBytes = 65_536) => {
  const chunks = async function* () {
    for (let at = 0; at < input.length; at += chunkBytes) yield input.subarray(at, at + chunkBytes)
  }
  const before = process.memoryUsage().arrayBuffers
  let bytes = 0
  let mostBytes = 0
  let failure: unknown
  try {
    for await (const output of decompress(chunks(), 'zstd', () => chunks())) {
      bytes += output.length
      mostBytes = Math.max(mostBytes, process.memoryUsage().arrayBuffers - before)
    }
  } catch (error) {
    failure = error
  }
  return { bytes, mostBytes, failure }
}

describe('zstd that stands for far more than it takes', () => {
  it.each([1, 1000, 65_536])(
    '1 GB of zeros in 32 KB is held by blocks, read %i bytes at a time',
    async (chunkBytes) => {
      const input = zeros(chunkBytes === 1 ? 800 : 8192, 17)
      const { bytes, mostBytes, failure } = await read(input, chunkBytes)
      expect(failure).toBeUndefined()
      expect(bytes).toBe((chunkBytes === 1 ? 800 : 8192) * 131_072)
      // Garbage waits for its collector; the whole would be a thousand megabytes.
      expect(mostBytes).toBeLessThan(150 * megabyte)
    },
  )

  it.each([
    ['a window of 256 MB', Buffer.concat([frameHead(28), repeated(100, true)])],
    ['a window of a terabyte', Buffer.concat([frameHead(40), repeated(100, true)])],
    [
      'a window of 128 MB and an eighth',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, ((27 - 10) << 3) | 1, 3, 0, 0]),
    ],
    ['one segment of 4 GB', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0xff, 0xff, 0xff, 0xff, 3, 0, 0])],
    ['a block of 2 MB', Buffer.concat([frameHead(22), repeated(0x1f_ffff, true)])],
  ])('%s is refused as damage', async (_, input) => {
    const { bytes, mostBytes, failure } = await read(Buffer.concat([input, Buffer.alloc(20)]))
    expect(failure).toBeInstanceOf(InputDamage)
    expect(bytes).toBe(0)
    expect(mostBytes).toBeLessThan(150 * megabyte)
  })

  it('frames with large windows, one after another, do not add up', async () => {
    const frame = Buffer.concat([frameHead(23), repeated(1, true, 0x41)])
    const { bytes, failure, mostBytes } = await read(Buffer.concat(Array.from({ length: 200 }, () => frame)))
    expect(failure).toBeUndefined()
    expect(bytes).toBe(200)
    expect(mostBytes).toBeLessThan(600 * megabyte)
  })
})
