import { readFile, stat, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'
import { expectUsers, storedUsers } from './compare-users.js'
import {
  type ExportLine,
  makeExport,
  toDelimited,
  toJsonArray,
  toJsonObject,
  toNdjson,
} from './make-export.js'

interface Format {
  id: string
  file: string
  write: (lines: ExportLine[]) => string | Buffer
  /** Line of record 1. */
  firstLine: number
  unreadable: string
  /** Zero bytes in a text file are only taken where the format is given. */
  flags?: string[]
  isStdin?: boolean
}

const formats: Format[] = [
  {
    id: 'CSV',
    file: 'users.csv',
    write: (lines) => toDelimited(lines, ','),
    firstLine: 2,
    unreadable: 'csv_column_count',
    flags: ['--format', 'csv'],
  },
  {
    id: 'TSV',
    file: 'users.tsv',
    write: (lines) => toDelimited(lines, '\t'),
    firstLine: 2,
    unreadable: 'csv_column_count',
    flags: ['--format', 'tsv'],
  },
  { id: 'NDJSON', file: 'users.ndjson', write: toNdjson, firstLine: 1, unreadable: 'json_syntax' },
  { id: 'JSON array', file: 'users.json', write: toJsonArray, firstLine: 2, unreadable: 'json_syntax' },
  { id: 'JSON object', file: 'users.json', write: toJsonObject, firstLine: 2, unreadable: 'json_syntax' },
  {
    id: 'gzip',
    file: 'users.ndjson.gz',
    write: (lines) => gzipSync(toNdjson(lines)),
    firstLine: 1,
    unreadable: 'json_syntax',
  },
  { id: 'stdin', file: '-', write: toNdjson, firstLine: 1, unreadable: 'json_syntax', isStdin: true },
]

/** The fewest that are broken in all ten ways. */
const count = 397
const brokenCount = 10

describe('import of records that are broken in ten ways', () => {
  it.each(formats)('$id', async ({ file, write, firstLine, unreadable, flags = [], isStdin }) => {
    const { run, sandbox, path } = await startRehearsal()
    const lines = makeExport(count)
    const content = write(lines)
    if (isStdin !== true) await writeFile(path(file), content)

    const args = ['import', file, '--source', 'generic', '--rate', 'off', '--run', 'run', '--json', ...flags]
    const result = await run(args, isStdin === true ? { stdin: content } : {})

    expect(result.stderr).not.toMatch(/should not have happened/)
    expect(result.exitCode).toBe(1)
    expect(storedUsers(sandbox.state())).toEqual(expectUsers(lines))
    expect(JSON.parse(result.stdout)).toMatchObject({
      end: 'complete',
      counts: { created: count - brokenCount, rejected: brokenCount },
    })

    const rejected = (await readFile(path('run', 'rejected.ndjson'), 'utf8')).trimEnd().split('\n')
    const expected = lines.flatMap((line, index) => {
      const code = 'row' in line ? line.code : unreadable
      return code === undefined ? [] : [{ file, line: index + firstLine, ordinal: index + 1, codes: [code] }]
    })
    expect(new Set(expected.map(({ codes }) => codes[0])).size).toBe(10)
    expect(rejected.map((text) => pickPlace(text))).toEqual(expected)

    const idMap = (await readFile(path('run', 'id-map.csv'), 'utf8')).trimEnd().split('\n').slice(1)
    const ids = sandbox.state().users.map(({ id }) => id)
    expect(idMap.map((row) => String(row.split(',')[1])).sort()).toEqual(ids.sort())
    expect((await stat(path('run'))).mode & 0o777).toBe(0o700)
    for (const name of ['checkpoint.ndjson', 'rejected.ndjson', 'rejected.csv', 'id-map.csv', 'run.log']) {
      expect((await stat(path('run', name))).mode & 0o777, name).toBe(0o600)
    }
  })

  it('ends with 0 when all go in, and a second call sends no create', async () => {
    const { run, sandbox, path } = await startRehearsal()
    const lines = makeExport(100, { isSound: true })
    await writeFile(path('users.csv'), toDelimited(lines, ','))

    expect(await run(['import', 'users.csv', '--rate', 'off'])).toMatchObject({ exitCode: 0 })
    expect(storedUsers(sandbox.state())).toEqual(expectUsers(lines))
    sandbox.resetStats()
    expect(await run(['import', 'users.csv', '--rate', 'off'])).toMatchObject({ exitCode: 0 })
    expect(sandbox.stats().requests['POST /api/users']).toBeUndefined()
    expect(await run(['status'])).toMatchObject({ exitCode: 0 })
  })
})

const pickPlace = (text: string): unknown => {
  const { file, line, ordinal, codes } = JSON.parse(text) as Record<string, unknown>
  return { file, line, ordinal, codes }
}
