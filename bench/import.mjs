// `import --rate off` against a bare undici loop that posts the same bodies at its best concurrency. The target
// is the sandbox in a process of its own, a fresh one for each run; runs of both kinds alternate. Once it works on
// four requests at a time for 10 ms each, like a target that is bound by its database, and once it answers as fast
// as a core of this machine lets it, as several instances behind a balancer would: then whatever the import does for a
// user shows. Of such a target more than the 32 in flight that the import goes to by itself are asked for.
//
//   npm run build && node bench/import.mjs [--records 60000] [--rounds 3] [--dist dist] [--only bound|fast]
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'
import { median, whole, withSpread } from './support/median.mjs'
import { runMeasured } from './support/run-measured.mjs'
import { startTarget } from './support/start-target.mjs'
import { writeUsers } from './support/write-users.mjs'

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '60000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    dist: { type: 'string', default: 'dist' },
  },
})
const dist = resolve(values.dist)
const baseline = fileURLToPath(new URL('import-baseline.mjs', import.meta.url))
const concurrencies = [1, 2, 4, 8, 16, 32, 64]
const targets = [
  {
    name: 'bound',
    title: 'A target that takes 4 requests at a time, 10 ms each',
    options: { latencyMs: 10, servers: 4 },
    flags: [],
    least: { name: 'import', ratio: 0.95, read: ({ ratio }) => ratio },
    records: Math.ceil(Number(values.records) / 6),
    searched: 240,
  },
  {
    name: 'fast',
    title: 'A target that is all processor',
    options: {},
    flags: ['--concurrency', '64'],
    least: { name: 'second half of the import', ratio: 0.85, read: ({ lateRatio }) => lateRatio },
    records: Number(values.records),
    searched: 5000,
  },
]

console.log(describeMachine())
for (const target of targets) {
  if (values.only === undefined || values.only === target.name) await measureTarget(target)
}

async function measureTarget({ title, options, flags, least, records, searched }) {
  console.log(title)
  const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-bench-'))
  try {
    const users = join(folder, 'users.ndjson')
    const bodies = join(folder, 'bodies.ndjson')
    await writeUsers(users, 'ndjson', records)
    await writeBodies(users, bodies)
    const best = await findBestConcurrency(bodies, options, Math.min(records, searched))
    const rounds = []
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const bare = await postBare(bodies, best, records, options)
      const ours = await runImport(users, join(folder, `run-${round}`), records, options, flags)
      const ratio = ours.perSecond / bare.perSecond
      rounds.push({ bare, ours, ratio, lateRatio: ours.latePerSecond / bare.perSecond })
    }
    report({ best, rounds, records, flags, least })
  } finally {
    await rm(folder, { recursive: true })
  }
}

function report({ best, rounds, records, flags, least }) {
  const middle = (read) => median(rounds.map(read))
  const cpuOf = ({ cpuMs }) => `${((cpuMs * 1000) / records).toFixed(0)} µs`
  const ratio = middle(least.read)
  const [{ bare, ours }] = rounds
  console.log(`  ${whole(records)} users, ${rounds.length} rounds; medians`)
  console.log(
    `  bare undici loop at its best concurrency, ${best}: ${whole(middle(({ bare }) => bare.perSecond))} users/s, CPU time ${cpuOf(bare)} a user`,
  )
  console.log(
    `  import ${['--rate off', ...flags].join(' ')}: ${whole(middle(({ ours }) => ours.perSecond))} users/s, CPU time ${cpuOf(ours)} a user with start and both passes, peak ${middle(({ ours }) => ours.peakMb).toFixed(0)} MB`,
  )
  console.log(`  import / bare loop: ${withSpread(rounds.map(({ ratio }) => ratio))}`)
  console.log(
    `  second half of the import / bare loop: ${withSpread(rounds.map(({ lateRatio }) => lateRatio))}`,
  )
  const isMissed = ratio < least.ratio
  console.log(`  ${isMissed ? 'MISSED' : 'held'}: ${least.name} at least ${least.ratio} of the bare loop`)
  if (isMissed) process.exitCode = 1
}

/** What the import is going to post, from the same preset and plan. */
async function writeBodies(users, path) {
  const load = (file) => import(new URL(file, pathToFileURL(`${dist}/`)).href)
  const { generic } = await load('presets/generic/generic.js')
  const { planUser } = await load('plan/plan-user.js')
  const { defaultPlanRules } = await load('plan/plan-rules.js')
  const { markWithRun } = await load('import/create/run-mark.js')
  const context = { passwordParams: {}, connectors: {}, columns: {}, related: () => [] }
  const file = createWriteStream(path)
  for (const line of (await readFile(users, 'utf8')).trimEnd().split('\n')) {
    const { plan } = planUser(generic.toUser(JSON.parse(line), context), defaultPlanRules)
    const body = markWithRun(plan.create, '00000000-0000-4000-8000-000000000000')
    if (!file.write(`${JSON.stringify(body)}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
}

async function findBestConcurrency(bodies, options, count) {
  const speeds = new Map(concurrencies.map((concurrency) => [concurrency, []]))
  for (let round = 0; round < 2; round += 1) {
    for (const concurrency of concurrencies) {
      speeds.get(concurrency).push((await postBare(bodies, concurrency, count, options)).perSecond)
    }
  }
  const medians = concurrencies.map((concurrency) => median(speeds.get(concurrency)))
  console.log(
    `  bare loop, users/s at ${concurrencies.map((c, i) => `${c}: ${whole(medians[i])}`).join(', ')}`,
  )
  return concurrencies[medians.indexOf(Math.max(...medians))]
}

async function postBare(bodies, concurrency, count, options) {
  const { url, close } = await startTarget(dist, options)
  const { stdout, stderr } = await runMeasured([baseline, url, bodies, concurrency, count])
  close()
  if (stdout === '') throw new Error(stderr)
  const result = JSON.parse(stdout)
  if (result.failed > 0) throw new Error(`${result.failed} of ${result.count} were refused`)
  return { perSecond: (count * 1000) / result.elapsedMs, cpuMs: result.cpuMs }
}

/** From the first request to the last answer, as the checkpoint has them. */
async function runImport(users, run, records, options, flags) {
  const { env, close } = await startTarget(dist, options)
  const { code, cpuMs, peakMb, stderr } = await runMeasured(
    [
      join(dist, 'cli.js'),
      'import',
      users,
      '--source',
      'generic',
      '--rate',
      'off',
      ...flags,
      '--run',
      run,
      '--json',
    ],
    { env },
  )
  close()
  if (code !== 0) throw new Error(stderr)
  let firstMs = Infinity
  const endsMs = []
  for (const line of (await readFile(join(run, 'checkpoint.ndjson'), 'utf8')).trimEnd().split('\n')) {
    const { t, at } = JSON.parse(line)
    if (t === 'begin') firstMs = Math.min(firstMs, at)
    else if (t === 'created') endsMs.push(at)
  }
  if (endsMs.length !== records) throw new Error(`expected ${records} users, got ${endsMs.length}`)
  endsMs.sort((a, b) => a - b)
  const [middleMs, lastMs] = [endsMs[records >> 1], endsMs[records - 1]]
  return {
    perSecond: (records * 1000) / (lastMs - firstMs),
    latePerSecond: ((records / 2) * 1000) / (lastMs - middleMs),
    cpuMs,
    peakMb,
  }
}
