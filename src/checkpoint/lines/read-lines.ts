import { createReadStream } from 'node:fs'

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

/** The same as bytes: whole lines, without the last line feed of each block. */
export async function* readBlocks(path: string): AsyncGenerator<Buffer, number> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(0x0a)
    if (end === -1) {
      rest = Buffer.concat([rest, chunk])
      continue
    }
    const whole = rest.length === 0 ? chunk.subarray(0, end) : Buffer.concat([rest, chunk.subarray(0, end)])
    rest = Buffer.from(chunk.subarray(end + 1))
    yield whole
  }
  return rest.length
}
