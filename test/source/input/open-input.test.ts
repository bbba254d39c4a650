import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expandPaths } from '../../../src/source/input/expand-paths.js'
import { readStamp } from '../../../src/source/bytes/input-watch.js'
import { fingerprintInput } from '../../../src/source/input/fingerprint-input.js'
import { openInput } from '../../../src/source/input/open-input.js'
import type { InputOptions } from '../../../src/source/input/input-options.js'
import type { SourceRecord } from '../../../src/source/source-record.js'
import { inChunks } from '../read-all.js'

let folder = ''
const at = (name: string): string => join(folder, name)
const noStdin = inChunks(Buffer.alloc(0), 1)

const read = async (paths: string[], options: Partial<InputOptions> = {}): Promise<SourceRecord[]> => {
  const records: SourceRecord[] = []
  for await (const batch of openInput(paths, { format: 'auto', stdin: noStdin, ...options }))
    records.push(...batch)
  return records
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-input-'))
  await writeFile(at('a.csv'), 'id,name\n1,x\n2\n3,z\n')
  await writeFile(at('b.ndjson'), '{"id":4}\n{"id":\n{"id":6}\n')
  await writeFile(at('c.json.gz'), gzipSync('{"users":[{"id":7},{"id":8}]}'))
  await writeFile(at('cut.ndjson.gz'), gzipSync('{"id":4}\n'.repeat(3)).subarray(0, -5))
  await writeFile(at('[x].csv'), 'id,name\n9,x\n')
  await writeFile(at('big.ndjson'), '{"id":1,"email":"jane@example.com"}\n'.repeat(100_000))
  await writeFile(at('empty.csv'), '')
  await writeFile(at('sheet.csv'), Buffer.from('PK\u0003\u0004\0\0\0\0'))
  await mkdir(at('sub'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('openInput', () => {
  test('numbers the records over all files, each with its place', async () => {
    const records = await read([at('a.csv'), at('b.ndjson'), at('c.json.gz')])
    expect(
      records.map(({ ordinal, file, line, problem }) => [ordinal, file, line, problem?.code]),
    ).toStrictEqual([
      [1, at('a.csv'), 2, undefined],
      [2, at('a.csv'), 3, 'csv_column_count'],
      [3, at('a.csv'), 4, undefined],
      [4, at('b.ndjson'), 1, undefined],
      [5, at('b.ndjson'), 2, 'json_syntax'],
      [6, at('b.ndjson'), 3, undefined],
      [7, at('c.json.gz'), 1, undefined],
      [8, at('c.json.gz'), 1, undefined],
    ])
  })

  test('goes on with the next file behind a damaged one', async () => {
    const records = await read([at('cut.ndjson.gz'), at('[x].csv')])
    expect(records.map(({ file, line, problem }) => [file, line, problem?.code])).toStrictEqual([
      [at('cut.ndjson.gz'), 1, undefined],
      [at('cut.ndjson.gz'), 2, undefined],
      [at('cut.ndjson.gz'), 3, undefined],
      [at('cut.ndjson.gz'), 4, 'input_truncated'],
      [at('[x].csv'), 2, undefined],
    ])
  })

  test('reads standard input among files', async () => {
    const stdin = inChunks(Buffer.from('{"id":1}\n{"id":2}\n'), 5)
    const records = await read(['-', at('[x].csv')], { stdin })
    expect(records.map(({ ordinal, file }) => [ordinal, file])).toStrictEqual([
      [1, '-'],
      [2, '-'],
      [3, at('[x].csv')],
    ])
  })

  test('an empty file has no records', async () => {
    expect(await read([at('empty.csv')])).toStrictEqual([])
  })

  test('gives batches of some hundred records', async () => {
    const sizes: number[] = []
    for await (const batch of openInput([at('big.ndjson')], { format: 'auto', stdin: noStdin }))
      sizes.push(batch.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1000)
    expect(sizes.reduce((a, b) => a + b) / sizes.length).toBeGreaterThan(200)
  })

  test.skipIf(!existsSync('/proc/self/fd'))('closes the file when the consumer stops', async () => {
    const isOpen = (): boolean =>
      readdirSync('/proc/self/fd').some((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === at('big.ndjson')
        } catch {
          return false
        }
      })
    for await (const _ of openInput([at('big.ndjson')], { format: 'auto', stdin: noStdin })) {
      expect(isOpen()).toBe(true)
      break
    }
    expect(isOpen()).toBe(false)
  })

  test('stops when aborted', async () => {
    const controller = new AbortController()
    let count = 0
    const run = async (): Promise<void> => {
      for await (const _ of openInput([at('big.ndjson')], {
        format: 'auto',
        stdin: noStdin,
        signal: controller.signal,
      })) {
        count++
        controller.abort(new Error('enough'))
      }
    }
    await expect(run()).rejects.toThrow('enough')
    expect(count).toBe(1)
  })

  test.each([
    ['a file that is not there', 'none.csv', 'input_unreadable', 'there is no such file'],
    ['a folder', 'sub', 'input_unreadable', 'it is a folder'],
    ['a workbook', 'sheet.csv', 'input_format', 'Excel'],
  ])('%s stops the run', async (_, name, code, part) => {
    await expect(read([at(name)])).rejects.toMatchObject({
      name: 'MigrationError',
      reason: 'input',
      code,
      message: expect.stringContaining(part),
    })
  })

  test.each([
    ['users', [{ id: 1 }]],
    ['$.data.members', [{ id: 2 }]],
    ['data.members[*]', [{ id: 2 }]],
    ['$', [{ users: [{ id: 1 }], data: { members: [{ id: 2 }] } }]],
    [undefined, [{ id: 1 }]],
  ])('jsonPath %s', async (jsonPath, expected) => {
    const stdin = inChunks(Buffer.from('{"users":[{"id":1}],"data":{"members":[{"id":2}]}}'), 9)
    const records = await read(['-'], {
      stdin,
      format: 'json',
      ...(jsonPath === undefined ? {} : { jsonPath }),
    })
    expect(records.map(({ record }) => record)).toStrictEqual(expected)
  })

  test('a delimiter of two characters is refused', async () => {
    await expect(read([at('a.csv')], { delimiter: '||' })).rejects.toMatchObject({ code: 'input_dialect' })
  })

  test('memory does not grow with the input', async () => {
    const row = Buffer.from(
      `${JSON.stringify({ id: 'x', email: 'jane@example.com', note: 'y'.repeat(150) })}\n`.repeat(1000),
    )
    const stdin = (async function* () {
      for (let i = 0; i < 300; i++) yield Buffer.from(row)
    })()
    // What is held is what a collection leaves: when that comes by itself is up to the other tests of this process.
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const held = (): number => {
      collect()
      return process.memoryUsage().heapUsed
    }
    let count = 0
    let early = 0
    let late = 0
    for await (const batch of openInput(['-'], { format: 'ndjson', stdin })) {
      count += batch.length
      if (early === 0 && count >= 20_000) early = held()
      if (late === 0 && count >= 290_000) late = held()
    }
    expect(count).toBe(300_000)
    // 300,000 records kept would be some 100 MB.
    expect(late).toBeGreaterThan(0)
    expect(late - early).toBeLessThan(40 * 1024 * 1024)
  })
})

describe('expandPaths', () => {
  test('sorts the matches of a pattern, takes a path as it is, and names each file once', async () => {
    const paths = await expandPaths([at('b.ndjson'), at('*.{ndjson,csv}'), '-', at('[x].csv'), '-'])
    expect(paths).toStrictEqual([
      at('b.ndjson'),
      ...['[x].csv', 'a.csv', 'big.ndjson', 'empty.csv', 'sheet.csv'].map(at),
      '-',
    ])
  })

  test.each([['none.csv'], ['*.xml'], ['none/*.csv']])('%s names nothing', async (name) => {
    await expect(expandPaths([at(name)])).rejects.toMatchObject({ reason: 'input', code: 'input_not_found' })
  })
})

describe('fingerprintInput', () => {
  test('hashes the bytes on disk', async () => {
    const content = '{"id":1,"email":"jane@example.com"}\n'.repeat(100_000)
    expect(await fingerprintInput([at('big.ndjson'), '-'])).toStrictEqual([
      {
        path: at('big.ndjson'),
        size: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        stamp: await readStamp(at('big.ndjson')),
      },
      { path: '-', size: undefined, sha256: undefined, stamp: undefined },
    ])
  })

  test('a file that is not there stops the run', async () => {
    await expect(fingerprintInput([at('none.csv')])).rejects.toMatchObject({ code: 'input_unreadable' })
  })
})
