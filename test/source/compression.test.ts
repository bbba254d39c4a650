import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readAll } from './read-all.js'

const rows = Array.from({ length: 5000 }, (_, i) => ({
  id: i,
  email: `jane.doe.${i}@example.com`,
  n: (i * 7919) % 10007,
}))
const text = rows.map((row) => JSON.stringify(row) + '\n').join('')
const packed = gzipSync(text)
const zstd = await readFile('fixtures/malformed/users.ndjson.zst')
/** A zstd frame with one raw block. */
const rawFrame = (content: string): Buffer => {
  const block = Buffer.from(content)
  const head = (block.length << 3) | 1
  return Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x60, (block.length - 256) & 0xff, (block.length - 256) >> 8]),
    Buffer.from([head & 0xff, (head >> 8) & 0xff, head >> 16]),
    block,
  ])
}

const changed = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0xff
  return copy
}

describe('compression', () => {
  test.each([
    ['gzip', packed, rows.length],
    [
      'gzip of several members',
      Buffer.concat([gzipSync(text.slice(0, 100_000)), gzipSync(text.slice(100_000))]),
      rows.length,
    ],
    ['gzip with an empty member', Buffer.concat([gzipSync(''), packed]), rows.length],
    ['gzip with zeros behind', Buffer.concat([packed, Buffer.alloc(1000)]), rows.length],
    ['zstd', zstd, rows.length],
    [
      'zstd of several frames',
      Buffer.concat([zstd, rawFrame('{"id":1}\n'.repeat(50)), rawFrame('{"id":2}\n'.repeat(40))]),
      rows.length + 90,
    ],
    [
      'zstd behind a skippable frame',
      Buffer.concat([Buffer.from([0x51, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]), zstd]),
      rows.length,
    ],
  ])('%s', async (_, input, count) => {
    for (const chunkBytes of [1 << 20, 1000, 97]) {
      const records = await readAll(input, {}, chunkBytes)
      expect(records).toHaveLength(count)
      expect(records.filter(({ problem }) => problem)).toStrictEqual([])
      expect(records[1234]?.record).toMatchObject(rows[1234] ?? {})
    }
  })

  test.each([
    ['gzip cut in the middle', packed.subarray(0, packed.length >> 1), 2000, 'input_truncated'],
    ['gzip cut in its trailer', packed.subarray(0, packed.length - 3), rows.length, 'input_truncated'],
    [
      'gzip cut in its second member',
      Buffer.concat([packed, packed.subarray(0, 15)]),
      rows.length,
      'input_truncated',
    ],
    ['gzip with a wrong checksum', changed(packed, packed.length - 6), rows.length, 'input_corrupt'],
    ['gzip with text behind', Buffer.concat([packed, Buffer.from('garbage')]), rows.length, 'input_corrupt'],
    ['gzip of one byte', Buffer.from([0x1f, 0x8b, 8]), 0, 'input_truncated'],
    ['gzip with a broken head', changed(packed, 2), 0, 'input_corrupt'],
    ['zstd cut at its end', zstd.subarray(0, zstd.length - 10), 2000, 'input_truncated'],
    [
      'zstd with text behind',
      Buffer.concat([zstd, Buffer.from('garbage that is long enough')]),
      rows.length,
      'input_corrupt',
    ],
  ])('%s: what stands before the damage is delivered', async (_, input, leastCount, code) => {
    for (const chunkBytes of [1 << 20, 1000, 97]) {
      const records = await readAll(input, { format: 'ndjson' }, chunkBytes)
      const good = records.filter(({ record }) => record !== undefined)
      expect(good.length).toBeGreaterThanOrEqual(leastCount)
      const got = good.map(({ record }) => record)
      const expected = rows.slice(0, good.length)
      // Much faster than toStrictEqual, which is left to show a difference.
      if (!isDeepStrictEqual(got, expected)) expect(got).toStrictEqual(expected)
      expect(records.slice(good.length).map(({ problem }) => problem?.code)).toStrictEqual([code])
    }
  })

  test('damage in the middle of gzip costs at most the rows it touches, and all behind it', async () => {
    const at = packed.length >> 1
    const records = await readAll(changed(packed, at), { format: 'ndjson' }, 1 << 20)
    const soundCount = (await readAll(packed.subarray(0, at - 1), { format: 'ndjson' })).length - 1
    const good = records.flatMap(({ record }) => (record === undefined ? [] : [record]))
    expect(good.slice(0, soundCount)).toStrictEqual(rows.slice(0, soundCount))
    expect(records.at(-1)?.problem?.code).toBe('input_corrupt')
  })

  test('a CSV row that the damage cut short is not taken for a record', async () => {
    const input = gzipSync('a,b\n' + 'first,second\n'.repeat(5000), { level: 0 })
    const records = await readAll(input.subarray(0, input.length - 12))
    expect(records.at(-1)).toMatchObject({ problem: { code: 'input_truncated' }, raw: 'first,sec' })
    expect(records.slice(0, -1).every(({ record }) => record?.['b'] === 'second')).toBe(true)
  })
})
