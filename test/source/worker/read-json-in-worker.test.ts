import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputNotes } from '../../../src/source/input/input-notes.js'
import { openInput } from '../../../src/source/input/open-input.js'
import { RecordCounter } from '../../../src/source/input/record-counter.js'
import { RecordPacker } from '../../../src/source/json/packed/record-packer.js'
import { RecordUnpacker } from '../../../src/source/json/packed/record-unpacker.js'
import type { SourceRecord } from '../../../src/source/source-record.js'
import { noBytes, readBothWays, readEach } from './read-both-ways.js'

const sound = (n: number): string =>
  JSON.stringify({
    id: `user-${n}`,
    email: n % 11 === 0 ? null : `user.${n}@example.com`,
    name: n % 13 === 0 ? `Zoë "${n}" \\ 名前` : `Jane ${n}`,
    age: n % 90,
    score: n / 8,
    isActive: n % 2 === 0,
    tags: n % 3 === 0 ? ['a', `b${n}`] : [],
    profile: n % 5 === 0 ? { locale: 'en', plan: 'pro' } : { locale: 'de' },
    note: 'x'.repeat(n % 90),
  })

/** Lines that are no usual record: each kind is rejected, mended or passed over in its own way. */
const oddLines = [
  '',
  '   ',
  '{"id":"cut","email":"cut@exa',
  '[1,2]',
  '"text"',
  '{"id":"long","n":12345678901234567890,"m":1e400}',
  `{id: 'loose', email: 'loose@example.com',}`,
  '{"id":"two"}{"id":"on one line"}',
  '\uFEFF{"id":"mark"}',
  '{"id":"twice","id":"again","__proto__":{"a":-0}}',
  "{'id': 'py', 'ok': True}",
  '// a comment',
  `{"a":${'['.repeat(600)}${']'.repeat(600)}}`,
  '{"id":"tab\tin it"}',
]

/** Every so many lines an odd one. */
const createLines = (count: number, every: number): string[] =>
  Array.from({ length: count }, (_, n) =>
    n % every === every - 1 ? oddLines[Math.floor(n / every) % oddLines.length]! : sound(n),
  )

/** What a thread and its reader do, in this thread. */
const readPacked = async (path: string, notes: InputNotes): Promise<SourceRecord[]> => {
  const packer = new RecordPacker()
  const unpacker = new RecordUnpacker()
  const counter = new RecordCounter()
  counter.file = path
  const records: SourceRecord[] = []
  for await (const batch of openInput([path], { format: 'auto', stdin: noBytes(), notes, packer })) {
    for (const step of unpacker.unpack(structuredClone(packer.pack(batch)), counter)) records.push(...step)
  }
  return records
}

describe('JSON that is read in another thread', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'logto-migrate-worker-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const write = async (name: string, content: string | Buffer): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, content)
    return path
  }

  it('gives the records, rejections and notes of a line each that the reader in this thread gives', async () => {
    const { records, notes } = await readBothWays(
      await write('users.ndjson', createLines(44_000, 997).join('\n')),
    )
    const codes = new Set(records.map(({ problem }) => problem?.code))
    expect([...codes]).toEqual(
      expect.arrayContaining(['json_syntax', 'ndjson_not_object', 'json_too_deep', 'json_python']),
    )
    expect(notes.list().map(({ code }) => code)).toContain('json_big_number')
    expect(records.at(-1)?.ordinal).toBe(records.length)
  })

  it('gives those of a list inside an object, and what the object says of the list', async () => {
    const users = Array.from({ length: 44_000 }, (_, n) => sound(n))
    const page = `{"total": 99999999, "data": {"users": [${users.join(',')}]}, "next": "abc"}`
    const { notes } = await readBothWays(await write('page.json', page))
    expect(notes.isPartial).toBe(true)
  })

  const lines = createLines(1_000, 7)
  const elements = lines.filter((line) => line.trim() !== '' && !line.startsWith('\uFEFF'))
  const users = Array.from({ length: 1_000 }, (_, n) => sound(n))
  const damaged = Buffer.from(lines.join('\n'))
  damaged[Math.floor(damaged.length * 0.9)] = 0xff
  const damagedList = Buffer.from(`[${users.join(',\n')}]`)
  damagedList[Math.floor(damagedList.length * 0.9)] = 0xff
  it.each([
    ['lines that end in CR and LF', 'crlf.ndjson', lines.join('\r\n')],
    ['lines without an end', 'open.ndjson', lines.join('\n').slice(0, -20)],
    ['lines with invalid bytes', 'damaged.ndjson', damaged],
    ['a list with whatever is broken in it', 'users.json', `[\n  ${elements.join(',\n  ')}\n]\n`],
    ['a list with invalid bytes', 'damaged.json', damagedList],
    ['a list that is cut', 'cut.json', `{"total": 9, "users": [${elements.slice(0, 900).join(',')}`],
    ['a list that is cut inside a record', 'inside.json', `[${users.join(',\n').slice(0, -30)}`],
    ['an object whose keys are ids', 'keyed.json', `{${users.map((user, n) => `"key-${n}":${user}`)}}`],
    [
      'records over many lines',
      'pretty.json',
      JSON.stringify(
        users.map((user) => JSON.parse(user)),
        null,
        2,
      ),
    ],
    ['lists one after another', 'pages.json', `[${users.slice(0, 400)}]\n[${users.slice(400)}]`],
    [
      'objects in a row over many lines',
      'row.json',
      users.map((user) => user.replaceAll(',"', ',\n"')).join('\n'),
    ],
  ])('gives those of %s', async (_, name, content) => {
    const path = await write(name, content)
    const [here, there] = [new InputNotes(), new InputNotes()]
    const expected = await readEach(openInput([path], { format: 'auto', stdin: noBytes(), notes: here }))
    const records = await readPacked(path, there)
    expect(records).toStrictEqual(expected)
    expect(JSON.stringify(records)).toBe(JSON.stringify(expected))
    expect(there.list()).toEqual(here.list())
  })
})
