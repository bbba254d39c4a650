// How long a resume takes to its first new request, and in how much memory: a run of so many records of which
// all but the last are settled. Beside it `check` on the same file, which is reading, mapping and the search for
// duplicates alone.
//
//   npm run build && node bench/resume.mjs [--records 1000000,10000000] [--dist dist]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'
import { whole } from './support/median.mjs'
import { runMeasured } from './support/run-measured.mjs'
import { startTarget } from './support/start-target.mjs'
import { writeRun, writeUserFile } from './support/write-run.mjs'

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000,10000000' },
    dist: { type: 'string', default: 'dist' },
  },
})
const dist = resolve(values.dist)
const cli = join(dist, 'cli.js')
const targetOverheadMs = 3000

console.log(describeMachine())
for (const records of values.records.split(',').map(Number)) {
  const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-bench-'))
  const target = await startTarget(dist)
  try {
    await measure(folder, target, records)
  } finally {
    target.close()
    await rm(folder, { recursive: true })
  }
}

async function measure(folder, { url, env }, records) {
  const users = join(folder, 'users.csv')
  const run = join(folder, 'run')
  await writeUserFile(users, 1, records)
  await writeRun({ dist, folder: run, users, endpoint: url, settled: records - 1 })
  const checked = await runMeasured([cli, 'check', users, '--source', 'generic', '--json', '--quiet'])
  const read = await runMeasured([cli, 'status', run, '--json'])
  const firstMs = waitForCreate(url)
  const startedMs = performance.now()
  const resumed = await runMeasured(
    [cli, 'import', users, '--source', 'generic', '--rate', 'off', '--run', run, '--resume', '--json'],
    { env },
  )
  const toFirstMs = (await firstMs) - startedMs
  if (checked.code !== 0 || resumed.code !== 0) {
    throw new Error(checked.stderr + resumed.stderr)
  }
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`
  console.log(
    `${whole(records)} records: first new request after ${seconds(toFirstMs)}, of which reading the source takes ` +
      `${seconds(checked.elapsedMs)} (check alone): ${seconds(toFirstMs - checked.elapsedMs)} more; reading the ` +
      `checkpoint alone (status) ${seconds(read.elapsedMs)}; peak ${resumed.peakMb.toFixed(0)} MB`,
  )
  if (records <= 1_000_000 && toFirstMs - checked.elapsedMs > targetOverheadMs) {
    console.log(`MISSED: expected at most ${seconds(targetOverheadMs)} more than the reading`)
    process.exitCode = 1
  }
}

/** Resolves with the time at which the target has seen a user being created. */
async function waitForCreate(url) {
  for (;;) {
    const { requests } = await (await fetch(`${url}/__sandbox/stats`)).json()
    if (requests['POST /api/users'] > 0) return performance.now()
    await new Promise((wake) => setTimeout(wake, 20))
  }
}
