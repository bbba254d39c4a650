// A parser alone, in its fastest mode, as the baseline of bench/check.mjs.
//   node bench/check-baseline.mjs csv|ndjson|json <file>
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'

const [format, path] = process.argv.slice(2)
const file = createReadStream(path, { highWaterMark: 1 << 20 })
const bytes = path.endsWith('.gz') ? file.pipe(createGunzip({ chunkSize: 1 << 18 })) : file

const countCsv = async () => {
  let rows = -1
  // Arrays instead of objects, and a callback that keeps nothing, so that no record passes an object stream.
  const parser = parse({
    on_record: () => {
      rows += 1
      return null
    },
  })
  bytes.pipe(parser)
  parser.resume()
  await new Promise((resolve, reject) => parser.once('end', resolve).once('error', reject))
  return rows
}

const countLines = async () => {
  let lines = 0
  for await (const line of createInterface({ input: bytes })) {
    JSON.parse(line)
    lines += 1
  }
  return lines
}

/** One array of flat objects, an element a line: JSON.parse on each, as a stream parser at its best would. */
const countElements = async () => {
  let elements = 0
  for await (const line of createInterface({ input: bytes })) {
    JSON.parse(line.replace(/^\[/, '').replace(/[,\]]$/, ''))
    elements += 1
  }
  return elements
}

const count = { csv: countCsv, ndjson: countLines, json: countElements }[format]
console.log(JSON.stringify({ records: await count() }))
