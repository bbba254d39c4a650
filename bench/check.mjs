// Dry run against the parsers alone, on the same files, each in its own process, in turns: speed, and peak memory
// of small inputs beside that of large ones.
//
//   npm run build && node bench/check.mjs [--records 500000] [--large 5000000] [--rounds 3] [--dist dist]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'
import { median, whole, withSpread } from './support/median.mjs'
import { runMeasured } from './support/run-measured.mjs'
import { writeUsers } from './support/write-users.mjs'

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '500000' },
    large: { type: 'string', default: '5000000' },
    rounds: { type: 'string', default: '3' },
    dist: { type: 'string', default: 'dist' },
  },
})
const records = Number(values.records)
const large = Number(values.large)
const cli = resolve(values.dist, 'cli.js')
const baseline = fileURLToPath(new URL('check-baseline.mjs', import.meta.url))
const inputs = [
  { title: 'CSV', format: 'csv', name: 'users.csv', alone: 'csv-parse, arrays' },
  { title: 'NDJSON', format: 'ndjson', name: 'users.ndjson', alone: 'JSON.parse a line' },
  { title: 'JSON array', format: 'json', name: 'users.json', alone: 'JSON.parse an element' },
  { title: 'CSV, gzip', format: 'csv', name: 'users.csv.gz', alone: 'gunzip and csv-parse' },
]
const leastShare = 0.6
const mostGrowth = 1.3
const mostMb = 400

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

async function measureInput({ title, format, name, alone }) {
  const path = join(folder, name)
  await writeUsers(path, format, records)
  const rounds = []
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const parser = await measure([baseline, format, path], records)
    const check = await measure([cli, 'check', '--source', 'generic', '--quiet', '--json', path], records)
    rounds.push({
      parser,
      check,
      share: check.perSecond / parser.perSecond,
      cpuShare: parser.cpuMs / check.cpuMs,
    })
  }
  const speedOf = (which) => whole(median(rounds.map((round) => round[which].perSecond)))
  const smallMb = median(rounds.map(({ check }) => check.peakMb))
  const shares = rounds.map(({ share }) => share)
  console.log(`${title}, ${whole(records)} records of eleven fields`)
  console.log(`  ${alone} alone   ${speedOf('parser').padStart(9)} records/s`)
  console.log(`  check            ${speedOf('check').padStart(9)} records/s, peak ${smallMb.toFixed(0)} MB`)
  console.log(
    `  check / parser   ${withSpread(shares)}; by CPU time ${withSpread(rounds.map(({ cpuShare }) => cpuShare))}`,
  )
  if (format === 'csv' && median(shares) < leastShare) missed.push(`${title} at ${median(shares).toFixed(2)}`)
  await rm(path)
  if (large > 0) await measureLarge({ title, format, path }, smallMb)
}

async function measureLarge({ title, format, path }, smallMb) {
  await writeUsers(path, format, large)
  const check = await measure([cli, 'check', '--source', 'generic', '--quiet', '--json', path], large)
  await rm(path)
  const growth = check.peakMb / smallMb
  console.log(
    `  ${whole(large)} records  ${whole(check.perSecond).padStart(9)} records/s, peak ${check.peakMb.toFixed(0)} MB, ${growth.toFixed(2)} times that of ${whole(records)}`,
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
