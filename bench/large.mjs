// A newer export and a rollback of a run of millions: time and peak memory. The run is a checkpoint that was written
// without sending anything, the target one that has whoever is asked for. The newer export lacks the first 100 users
// and has 100 more; the rollback is a dry run, which looks everybody up.
//
//   npm run build && node bench/large.mjs [--records 1000000] [--dist dist]
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'
import { whole } from './support/median.mjs'
import { startMemoryTarget } from './support/memory-target.mjs'
import { runMeasured } from './support/run-measured.mjs'
import { writeRun, writeUserFile } from './support/write-run.mjs'

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    dist: { type: 'string', default: 'dist' },
  },
})
const dist = resolve(values.dist)
const cli = join(dist, 'cli.js')
const mostMb = 400
const moved = 100

console.log(describeMachine())
for (const records of values.records.split(',').map(Number)) {
  const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-bench-'))
  const target = await startMemoryTarget()
  try {
    await measure(folder, target, records)
  } finally {
    target.close()
    await rm(folder, { recursive: true })
  }
}

async function measure(folder, { url, env }, records) {
  const users = join(folder, 'users.csv')
  const newer = join(folder, 'newer.csv')
  const run = join(folder, 'run')
  await writeUserFile(users, 1, records)
  await writeUserFile(newer, moved + 1, records)
  await writeRun({
    dist,
    folder: run,
    users,
    endpoint: url,
    settled: records,
    end: 'complete',
    appSecret: env.LOGTO_APP_SECRET,
  })
  const checked = await runMeasured([cli, 'check', newer, '--source', 'generic', '--json', '--quiet'])
  const flags = ['--source', 'generic', '--rate', 'off', '--run', run, '--json']
  const delta = await runMeasured([cli, 'import', newer, ...flags, '--delta', '--yes'], { env })
  if (delta.code !== 0) throw new Error(delta.stderr)
  const { counts } = JSON.parse(delta.stdout)
  if (counts.unchanged !== records - moved || counts.vanished !== moved) {
    throw new Error(`expected ${records - moved} unchanged and ${moved} vanished: ${delta.stdout}`)
  }
  const ids = (await readFile(join(run, 'id-map.csv'), 'latin1')).split('\n').length - 2
  if (ids !== records) throw new Error(`expected ${records} lines of id-map.csv, got ${ids}`)
  tell('import --delta', records, delta, `check of the same file ${describe(checked)}`)

  const rolled = await runMeasured([cli, 'rollback', run, '--dry-run', '--json', '--rate', 'off'], { env })
  if (rolled.code !== 0) throw new Error(rolled.stderr)
  const { deleted } = JSON.parse(rolled.stdout).users
  if (deleted !== records) throw new Error(`expected ${records} users, got ${rolled.stdout}`)
  tell('rollback --dry-run', records, rolled, `${whole(records / 100)} lookups`)
}

function tell(name, records, measured, beside) {
  console.log(`${name}, ${whole(records)} users: ${describe(measured)} (${beside})`)
  if (measured.peakMb <= mostMb) return
  console.log(`MISSED: expected at most ${mostMb} MB`)
  process.exitCode = 1
}

function describe({ elapsedMs, cpuMs, peakMb }) {
  return `${(elapsedMs / 1000).toFixed(1)} s, ${(cpuMs / 1000).toFixed(1)} s of processor time, peak ${peakMb.toFixed(0)} MB`
}
