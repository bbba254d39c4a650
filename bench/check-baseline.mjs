// A parser alone, in its fastest mode, as the baseline of bench/check.mjs.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parse } from 'csv-parse'

const [format, path] = process.argv.slice(2)
let records = format === 'csv' ? -1 : 0
if (format === 'csv') {
  // Arrays instead of objects, and a callback that keeps nothing, so that no record passes an object stream.
  const parser = parse({
    on_record: () => {
      records += 1
      return null
    },
  })
  createReadStream(path, { highWaterMark: 1 << 20 }).pipe(parser)
  parser.resume()
  await new Promise((resolve, reject) => parser.once('end', resolve).once('error', reject))
} else {
  for await (const line of createInterface({ input: createReadStream(path, { highWaterMark: 1 << 20 }) })) {
    JSON.parse(line)
    records += 1
  }
}
console.log(JSON.stringify({ records }))
