// A newer export and a rollback of a run of millions: time and peak memory. The run is a checkpoint that was written
// without sending anything, the target one that has whoever is asked for. The newer export lacks the first 100 users
// and has 100 more; the rollback is a dry run, which looks everybody up.
//
// With --import, an import from the first record to the last instead, against the sandbox, which keeps them all.
//
//   npm run build && node bench/large.mjs [--records 1000000] [--import] [--dist dist]
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'
import { whole } from './support/median.mjs'
import { startMemoryTarget } from './support/memory-target.mjs'
import { runMeasured } from './support/run-measured.mjs'
import { startTarget } from './support/start-target.mjs'
import { writeRun, writeUserFile } from './support/write-run.mjs'
import { writeUsers } from './support/write-users.mjs'

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    import: { type: 'boolean', default: false },
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
  const target = values.import ? await startTarget(dist) : await startMemoryTarget()
  try {
    await (values.import ? measureImport : measure)(folder, target, records)
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

async function measureImport(folder, { env }, records) {
  const users = join(folder, 'users.csv')
  const run = join(folder, 'run')
  await writeUsers(users, 'csv', records)
  const flags = ['--source', 'generic', '--rate', 'off', '--concurrency', '64', '--run', run, '--json']
  const imported = await runMeasured([cli, 'import', users, ...flags], { env })
  if (imported.code !== 0) throw new Error(imported.stderr)
  const { created } = JSON.parse(imported.stdout).counts
  if (created !== records) throw new Error(`expected ${records} users: ${imported.stdout}`)
  tell(
    'import',
    records,
    imported,
    `${whole((records * 1000) / imported.elapsedMs)} users/s with both passes`,
  )
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
