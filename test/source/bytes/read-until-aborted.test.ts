import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { openTextStream } from '../../../src/source/input/open-text.js'
import { readUntilAborted } from '../../../src/source/bytes/read-until-aborted.js'

const take = async (parts: AsyncIterable<unknown>, seen: unknown[] = []): Promise<unknown[]> => {
  for await (const part of parts) seen.push(part)
  return seen
}

it('passes everything on, and closes the source of a reader that has seen enough', async () => {
  let isClosed = false
  const source = async function* () {
    try {
      yield* [1, 2, 3]
    } finally {
      isClosed = true
    }
  }
  expect(await take(readUntilAborted(source(), new AbortController().signal))).toEqual([1, 2, 3])
  isClosed = false
  for await (const part of readUntilAborted(source(), new AbortController().signal)) if (part === 2) break
  expect(isClosed).toBe(true)
})

it('waits neither for the next part nor for the end of a source that gives none', async () => {
  const stop = new AbortController()
  const source = new Readable({ read: () => undefined })
  source.push('first')
  const seen: unknown[] = []
  const reading = take(readUntilAborted(source, stop.signal), seen)
  reading.catch(() => undefined)
  while (seen.length === 0) await new Promise(setImmediate)
  stop.abort('told to')
  await expect(reading).rejects.toBe('told to')
  expect(source.destroyed).toBe(true)
})

it('a window over what is all there already lets a signal through', async () => {
  const stop = new AbortController()
  let chunks = 0
  const ready = async function* () {
    for (; chunks < 10_000; chunks += 1) yield Buffer.alloc(64 * 1024, '\n')
  }
  const { window } = await openTextStream(ready(), { signal: stop.signal })
  setImmediate(() => stop.abort('told to'))
  const reading = (async () => {
    while (await window.grow(1)) window.consume(window.buffer.length, 0)
  })()
  await expect(reading).rejects.toBe('told to')
  expect(chunks).toBeLessThan(10)
})
