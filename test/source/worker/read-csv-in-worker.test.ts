import { createHash } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as built from '../../../dist/source/input/open-input.js'
import { InputWatch as BuiltWatch } from '../../../dist/source/bytes/input-watch.js'
import { openInput } from '../../../src/source/input/open-input.js'
import type { InputOptions } from '../../../src/source/input/input-options.js'
import { noBytes, readBothWays, readEach } from './read-both-ways.js'

/**
 * Large enough for a thread of its own, by long rows; the sources, which have no built thread beside them, read it in this
 * one.
 */
const rowCount = 26_000
const longNote = 'a long note. '.repeat(22)

const row = (n: number): string => {
  const plain = `${n},user.${n}@example.com,Jané ${n},"a ""quoted"" note, with a comma: ${longNote}",${'x'.repeat(n % 40)}`
  if (n % 9_973 === 0) return `${n},"never closed,Jane,note,end`
  if (n % 7_919 === 0) return `${n},short@example.com`
  if (n % 5_003 === 0) return `${n},user.${n}@example.com,"two\nlines","in\r\ncells",☃ 名前`
  if (n % 4_001 === 0) return `${plain},,`
  if (n % 3_001 === 0) return ''
  return plain
}

const text = `id,email,name,note,other\n${Array.from({ length: rowCount }, (_, n) => row(n + 1)).join('\n')}\n`

describe('a CSV file that is read in a thread of its own', () => {
  let folder: string
  let file: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'logto-migrate-worker-'))
    file = join(folder, 'users.csv')
    await writeFile(file, text)
  })
  afterAll(() => rm(folder, { recursive: true }))

  const both = async (path: string, options: Pick<InputOptions, 'encoding' | 'strict'> = {}) =>
    (await readBothWays(path, options)).records

  it('gives the records, the rejections and the notes that the reader in this thread gives', async () => {
    const records = await both(file)
    expect(records.length).toBeGreaterThan(rowCount - 200)
    const kinds = new Set(records.map(({ problem }) => problem?.code))
    expect(kinds).toContain('csv_quote')
    expect(records.at(-1)?.ordinal).toBe(records.length)
  })

  it('reads it strictly and in another encoding as the other does', async () => {
    const latin = join(folder, 'latin.csv')
    await writeFile(latin, Buffer.from(text.replaceAll('☃ 名前', 'Zoë'), 'latin1'))
    const records = await both(latin, { encoding: 'iso-8859-1', strict: true })
    expect(records[0]?.record?.['name']).toBe('Jané 1')
    expect(new Set(records.map(({ problem }) => problem?.code))).toContain('csv_column_count')
  })

  it('refuses a file whose header cannot be used with the error of the reader', async () => {
    const twice = join(folder, 'twice.csv')
    await writeFile(twice, text.replace('id,email,name', 'id,email,email'))
    const how = { format: 'auto', stdin: noBytes() } as const
    const expected = await readEach(openInput([twice], how)).catch((error: unknown) => error)
    expect(expected).toBeInstanceOf(Error)
    await expect(readEach(built.openInput([twice], how))).rejects.toMatchObject({
      name: 'MigrationError',
      code: (expected as { code?: string }).code,
      message: (expected as Error).message,
    })
  })

  it('stops when its content is not the one that was fingerprinted', async () => {
    const { size, mtimeNs, ctimeNs, ino, dev } = await stat(file, { bigint: true })
    const watchFor = (content: string) =>
      new BuiltWatch([
        {
          path: file,
          stamp: { size, mtimeNs, ctimeNs, ino, dev },
          sha256: createHash('sha256').update(content).digest('hex'),
        },
      ])
    const open = (watch: InstanceType<typeof BuiltWatch>) =>
      readEach(built.openInput([file], { format: 'auto', stdin: noBytes(), watch }))
    await expect(open(watchFor('another'))).rejects.toMatchObject({ code: 'input_changed' })
    expect((await open(watchFor(text))).length).toBeGreaterThan(rowCount - 200)
  })

  it('ends with the reason of the signal, and when nobody reads on', async () => {
    const stop = new AbortController()
    const records = built.openInput([file], { format: 'auto', stdin: noBytes(), signal: stop.signal })
    expect((await records.next()).done).toBe(false)
    stop.abort(new Error('enough'))
    await expect(readEach(records)).rejects.toThrow('enough')
    const left = built.openInput([file], { format: 'auto', stdin: noBytes() })
    await left.next()
    await left.return(undefined)
  })
})
