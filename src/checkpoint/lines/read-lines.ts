import { open } from 'node:fs/promises'

/** Every whole line of a file, many at a time, and in the end how many bytes a torn last line has. */
export async function* readLines(path: string): AsyncGenerator<string[], number> {
  const blocks: AsyncIterator<Buffer, number> = readBlocks(path)
  try {
    for (;;) {
      const { value, done } = await blocks.next()
      if (done === true) return value
      yield value.toString('utf8').split('\n')
    }
  } finally {
    await blocks.return?.()
  }
}

/**
 * The same as bytes: whole lines, without the last line feed of each block. A block is gone with the next one: a new
 * buffer for each would be garbage faster than it is collected.
 */
export async function* readBlocks(path: string): AsyncGenerator<Buffer, number> {
  const file = await open(path)
  try {
    let buffer = Buffer.allocUnsafeSlow(blockBytes)
    let rest = 0
    for (;;) {
      // A line that is longer than the buffer.
      if (rest === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafeSlow(rest)])
      const { bytesRead } = await file.read(buffer, rest, buffer.length - rest)
      if (bytesRead === 0) return rest
      const filled = rest + bytesRead
      const end = buffer.subarray(rest, filled).lastIndexOf(0x0a)
      if (end === -1) {
        rest = filled
        continue
      }
      const whole = rest + end
      yield buffer.subarray(0, whole)
      buffer.copyWithin(0, whole + 1, filled)
      rest = filled - whole - 1
    }
  } finally {
    await file.close()
  }
}

const blockBytes = 1 << 20
