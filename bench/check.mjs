// Dry run against the parsers alone, on the same files, each in its own process, in turns: speed, and peak memory
// of small inputs beside that of large ones.
//
//   npm run build && node bench/check.mjs [--records 1000000] [--large 5000000] [--rounds 3] [--dist dist] [--only CSV]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'
import { median, whole, withSpread } from './support/median.mjs'
import { runMeasured } from './support/run-measured.mjs'
import { shapes, writeShape } from './support/write-shapes.mjs'
import { writeUsers } from './support/write-users.mjs'

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    large: { type: 'string', default: '5000000' },
    rounds: { type: 'string', default: '3' },
    dist: { type: 'string', default: 'dist' },
    only: { type: 'string', default: '' },
  },
})
const records = Number(values.records)
const large = Number(values.large)
const cli = resolve(values.dist, 'cli.js')
const baseline = fileURLToPath(new URL('check-baseline.mjs', import.meta.url))
/** `least` share of the parser's speed that is wanted; `part` of the records; `isLarge`: once more with `--large` records. */
const inputs = [
  { title: 'CSV of eleven columns', format: 'csv', alone: 'csv-parse, arrays', least: 0.6, isLarge: true },
  { title: "WorkOS's CSV, bcrypt", shape: 'workos', format: 'csv', alone: 'csv-parse, arrays', least: 0.59 },
  { title: "Auth0's NDJSON", shape: 'auth0', format: 'ndjson', alone: 'JSON.parse a line', part: 0.2 },
  { title: "Firebase's JSON", shape: 'firebase', format: 'json', alone: 'a line each', part: 0.2 },
  { title: 'NDJSON of eleven fields', format: 'ndjson', alone: 'JSON.parse a line', part: 0.5 },
  { title: 'JSON array of eleven fields', format: 'json', alone: 'JSON.parse an element', part: 0.5 },
  { title: 'CSV, gzip', format: 'csv', suffix: '.gz', alone: 'gunzip and csv-parse', part: 0.5 },
].filter(({ title }) => title.includes(values.only))
const mostGrowth = 1.3
const mostMb = 300

console.log(describeMachine())
const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-bench-'))
const missed = []
try {
  for (const input of inputs) await measureInput(input)
} finally {
  await rm(folder, { recursive: true })
}
console.log(missed.length === 0 ? 'held: every target of this bench' : `MISSED: ${missed.join('; ')}`)
process.exitCode = missed.length === 0 ? 0 : 1

async function measureInput({ title, shape, format, suffix = '', alone, least, part = 1, isLarge = false }) {
  const count = Math.ceil(records * part)
  const path =
    shape === undefined ? join(folder, `users.${format}${suffix}`) : await writeShape(shape, folder, count)
  if (shape === undefined) await writeUsers(path, format, count)
  const args = shape === undefined ? shapes.generic.args : shapes[shape].args
  const rounds = []
  for (let round = 0; round < Number(values.rounds); round += 1) {
    // Firebase's list stands inside an object, and the baseline has no reader for that: it is measured alone.
    const parser = shape === 'firebase' ? undefined : await measure([baseline, format, path], count)
    const check = await measure([cli, 'check', ...args, '--quiet', '--json', path], count)
    rounds.push({
      parser,
      check,
      share: parser && check.perSecond / parser.perSecond,
      cpuShare: parser && parser.cpuMs / check.cpuMs,
    })
  }
  const speedOf = (which) => whole(median(rounds.map((round) => round[which].perSecond)))
  const smallMb = median(rounds.map(({ check }) => check.peakMb))
  const hasParser = rounds[0].parser !== undefined
  const shares = rounds.map(({ share }) => share)
  console.log(`${title}, ${whole(count)} records`)
  if (hasParser) console.log(`  ${alone} alone   ${speedOf('parser').padStart(9)} records/s`)
  console.log(`  check            ${speedOf('check').padStart(9)} records/s, peak ${smallMb.toFixed(0)} MB`)
  if (hasParser) {
    const byCpu = withSpread(rounds.map(({ cpuShare }) => cpuShare))
    console.log(`  check / parser   ${withSpread(shares)}; by CPU time ${byCpu}`)
  }
  if (least !== undefined && median(shares) < least) missed.push(`${title} at ${median(shares).toFixed(2)}`)
  if (smallMb > mostMb) missed.push(`${title} took ${smallMb.toFixed(0)} MB`)
  await rm(path)
  if (large > 0 && isLarge) await measureLarge({ title, format, path, count }, smallMb)
}

async function measureLarge({ title, format, path, count }, smallMb) {
  await writeUsers(path, format, large)
  const check = await measure([cli, 'check', '--source', 'generic', '--quiet', '--json', path], large)
  await rm(path)
  const growth = check.peakMb / smallMb
  console.log(
    `  ${whole(large)} records  ${whole(check.perSecond).padStart(9)} records/s, peak ${check.peakMb.toFixed(0)} MB, ${growth.toFixed(2)} times that of ${whole(count)}`,
  )
  if (growth > mostGrowth || check.peakMb > mostMb) {
    missed.push(`${title} of ${whole(large)} took ${check.peakMb.toFixed(0)} MB`)
  }
}

async function measure(args, expected) {
  const { stdout, stderr, code, elapsedMs, cpuMs, peakMb } = await runMeasured(args)
  if (code !== 0) throw new Error(stderr)
  const { records: found } = JSON.parse(stdout)
  if (found !== expected) throw new Error(`read ${found} of ${expected} records`)
  return { perSecond: (expected * 1000) / elapsedMs, cpuMs, peakMb }
}
