// Export files of made-up people for the benches: eleven fields, every identifier used once.
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { createGzip } from 'node:zlib'
import { writeRows } from './write-rows.mjs'

const columns = [
  'id',
  'email',
  'phone',
  'username',
  'given_name',
  'family_name',
  'name',
  'password_hash',
  'created_at',
  'plan',
  'locale',
]

/** Phone numbers that are valid and not used twice; records behind the last have none. */
const phoneCount = 7_000_000

const cellsOf = (n) => [
  `user-${n}`,
  `user.${n}@example.com`,
  n < phoneCount ? `+1415${String(2_000_000 + n).padStart(7, '0')}` : '',
  `user_${n}`,
  'Jane',
  'Doe',
  `Jane Doe ${n}`,
  `$2b$10$${`${n}`.padStart(22, 'abcdefghijklmnopqrstuu')}${`${n * 7}`.padStart(31, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ01234')}`,
  '2024-01-15T10:30:00.000Z',
  'pro',
  'en',
]

const jsonOf = (n) => JSON.stringify(Object.fromEntries(cellsOf(n).map((cell, i) => [columns[i], cell])))

const formats = {
  csv: { head: `${columns.join(',')}\n`, row: (n) => `${cellsOf(n).join(',')}\n`, tail: '' },
  ndjson: { head: '', row: (n) => `${jsonOf(n)}\n`, tail: '' },
  json: { head: '[', row: (n) => `${n === 1 ? '' : ',\n'}${jsonOf(n)}`, tail: ']\n' },
}

/**
 * @param path of the file; packed when it ends in `.gz`
 * @param format `csv`, `ndjson` or `json` (one array)
 */
export const writeUsers = async (path, format, records) => {
  const file = createWriteStream(path)
  const sink = path.endsWith('.gz') ? createGzip({ level: 1 }) : file
  if (sink !== file) sink.pipe(file)
  await writeRows(sink, formats[format], records)
  await once(file, 'close')
}
