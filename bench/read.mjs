// Reading speed of openInput against csv-parse alone and JSON.parse per line alone, in one process.
// Usage: npm run build && node bench/read.mjs [rows] [dist folder]
import { createReadStream } from 'node:fs'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { writeFile } from 'node:fs/promises'

const rowCount = Number(process.argv[2] ?? 500_000)
const dist = resolve(process.argv[3] ?? 'dist')
const { openInput } = await import(pathToFileURL(join(dist, 'source/input/open-input.js')).href)
const require = createRequire(import.meta.url)
const { parse } = require('csv-parse/sync')

const names =
  'user_id email email_verified phone_number name family_name picture created_at updated_at password_hash locale'
const columns = names.split(' ')

const cellsOf = (i, isQuoted) => [
  `auth0|5dea9f9c82dd7c0e76${String(i).padStart(6, '0')}`,
  `jane.doe.${i}@example.com`,
  'true',
  `+1415${String(5_550_000 + (i % 9999))}`,
  isQuoted ? `Doe, Jane ${i}` : `Jane Doe ${i}`,
  'Doe',
  `https://cdn.example.com/avatars/${i}.png`,
  '2024-01-15T10:30:00.000Z',
  '2024-06-01T08:00:00.000Z',
  '$2b$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyzabcde',
  'en-US',
]
const csvRow = (cells) => cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',') + '\n'
const jsonRow = (cells) => JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, cells[i]])))

const generate = async (path, head, rowOf, tail) => {
  const file = await open(path, 'w')
  let text = head
  for (let i = 0; i < rowCount; i++) {
    text += rowOf(i)
    if (text.length > 1 << 20) {
      await file.write(text)
      text = ''
    }
  }
  await file.write(text + tail)
  await file.close()
}

const csvParseAlone = async (path) => {
  let count = 0
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = Buffer.concat([rest, chunk])
    const end = bytes.lastIndexOf(10) + 1
    rest = bytes.subarray(end)
    count += parse(bytes.subarray(0, end), { record_delimiter: '\n' }).length
  }
  return count - 1
}

const jsonParseAlone = async (path) => {
  let count = 0
  let rest = ''
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024, encoding: 'utf8' })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()
    for (const line of lines) {
      JSON.parse(line)
      count++
    }
  }
  return count
}

const openInputAlone = (format) => async (path) => {
  let count = 0
  for await (const batch of openInput([path], { format, stdin: [] })) count += batch.length
  return count
}

const measure = async (label, path, read, baseline) => {
  const speeds = []
  for (let round = 0; round < 3; round++) {
    const start = performance.now()
    const count = await read(path)
    const seconds = (performance.now() - start) / 1000
    if (count !== rowCount) throw new Error(`${label}: expected ${rowCount} records, got ${count}`)
    speeds.push(count / seconds)
  }
  const speed = Math.max(...speeds)
  const ratio = baseline === undefined ? '' : `  ${((speed / baseline) * 100).toFixed(0)} % of the baseline`
  console.log(`${label.padEnd(36)} ${Math.round(speed).toLocaleString('en').padStart(10)} records/s${ratio}`)
  return speed
}

const folder = await mkdtemp(join(tmpdir(), 'read-bench-'))
try {
  const paths = Object.fromEntries(
    ['plain.csv', 'quoted.csv', 'mixed.csv', 'users.ndjson', 'users.json'].map((name) => [
      name,
      join(folder, name),
    ]),
  )
  const head = columns.join(',') + '\n'
  await generate(paths['plain.csv'], head, (i) => csvRow(cellsOf(i, false)), '')
  await generate(paths['quoted.csv'], head, (i) => csvRow(cellsOf(i, true)), '')
  await generate(paths['mixed.csv'], head, (i) => csvRow(cellsOf(i, i % 20 === 0)), '')
  await generate(paths['users.ndjson'], '', (i) => jsonRow(cellsOf(i, true)) + '\n', '')
  await generate(paths['users.json'], '[', (i) => (i === 0 ? '' : ',\n') + jsonRow(cellsOf(i, true)), ']')
  for (const name of ['plain.csv', 'mixed.csv', 'quoted.csv']) {
    const alone = await measure(`csv-parse alone, ${name}`, paths[name], csvParseAlone)
    await measure(`openInput, ${name}`, paths[name], openInputAlone('auto'), alone)
  }
  const alone = await measure('JSON.parse per line, users.ndjson', paths['users.ndjson'], jsonParseAlone)
  await measure('openInput, users.ndjson', paths['users.ndjson'], openInputAlone('auto'), alone)
  await measure('openInput, users.json', paths['users.json'], openInputAlone('auto'), alone)
  const packed = join(folder, 'users.ndjson.gz')
  await writeFile(packed, gzipSync(await readFile(paths['users.ndjson'])))
  await measure('openInput, users.ndjson.gz', packed, openInputAlone('auto'), alone)
} finally {
  await rm(folder, { recursive: true })
}
