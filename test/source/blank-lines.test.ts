import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readAll } from './read-all.js'

const blank = '\n'.repeat(1 << 20)
const mona = { id: '1', email: 'mona@example.com' }
const nils = { id: '2', email: 'nils@example.org' }
const csv = ['id,email', '1,mona@example.com', '2,nils@example.org']
const sql = [
  "INSERT INTO users (id, email) VALUES ('1', 'mona@example.com');",
  "INSERT INTO users (id, email) VALUES ('2', 'nils@example.org');",
]
const lines = [JSON.stringify(mona), JSON.stringify(nils)]
const drawn = [' id | email', '----+-------------------', ' 1  | mona@example.com', ' 2  | nils@example.org']

test.each([
  ['CSV', csv, {}],
  ['SQL', sql, { table: 'users' }],
  ['NDJSON', lines, {}],
  ['a drawn table', drawn, {}],
])('a megabyte of blank lines before, between and behind rows is nothing: %s', async (_, rows, options) => {
  const text = `${blank}${rows[0]}\n${rows.slice(1, -1).join('\n')}\n${blank}${rows.at(-1)}\n${blank}`
  const records = await readAll(text, options)
  expect(records.map((one) => one.record ?? one.problem)).toEqual([mona, nils])
  expect(records.at(-1)?.line).toBe((1 << 20) * 2 + rows.length + (rows.length === 2 ? 1 : 0))
})

test.each(['\r\n', '\n', '\r'])(
  'blank lines of %j keep the numbers of the lines, and blank lines in a cell stay',
  async (end) => {
    const gap = end.repeat(500)
    const text = ['id,email,bio', `1,mona@example.com,"a${gap}b"`, gap, '2,nils@example.org,'].join(end)
    const records = await readAll(text, {}, 64)
    expect(records.map((one) => [one.line, one.record])).toEqual([
      [2, { ...mona, bio: `a${gap}b` }],
      [1004, { ...nils, bio: '' }],
    ])
  },
)

test('reading ends when it is told to, though no record comes', async () => {
  const control = new AbortController()
  const bytes = gzipSync(`id,email\n${'\n'.repeat(1 << 24)}`)
  const reading = readAll(bytes, { signal: control.signal }, 512)
  setImmediate(() => control.abort(new Error('enough')))
  await expect(reading).rejects.toThrow('enough')
})
