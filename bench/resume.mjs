// How long a resume takes to its first new request, and in how much memory: a run of so many records of which
// all but the last are settled. Beside it `check` on the same file, which is reading, mapping and the search for
// duplicates alone.
//
//   npm run build && node bench/resume.mjs [--records 1000000,10000000] [--dist dist]
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'
import { whole } from './support/median.mjs'
import { runMeasured } from './support/run-measured.mjs'
import { startTarget } from './support/start-target.mjs'

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000,10000000' },
    dist: { type: 'string', default: 'dist' },
  },
})
const dist = resolve(values.dist)
const cli = join(dist, 'cli.js')
const load = (file) => import(new URL(file, pathToFileURL(`${dist}/`)).href)
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
  await writeRows(users, 'id,email\n', records, (n) => `user-${n},user.${n}@example.com\n`)
  await writeCheckpoint(run, users, url, records - 1)
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

/** A run as it is when it was interrupted before its last record. */
async function writeCheckpoint(folder, users, endpoint, settled) {
  const { openRun } = await load('checkpoint/open-run.js')
  const { locateRun } = await load('checkpoint/run-folder.js')
  const { readCheckpoint } = await load('checkpoint/read-checkpoint.js')
  const { fingerprintInput } = await load('source/input/fingerprint-input.js')
  const { systemEffects: effects } = await load('effects/system-effects.js')
  const run = locateRun(folder)
  const open = await openRun({
    run,
    source: 'generic',
    input: await fingerprintInput([users]),
    target: { endpoint, tenantId: 'default' },
    mode: 'auto',
    sync: 'never',
    toolVersion: '0.0.0',
    effects,
  })
  await open.close('interrupted')
  const { chain } = await readCheckpoint(run.checkpoint)
  await writeRows(
    run.checkpoint,
    '',
    settled,
    (n) =>
      chain.encode({ t: 'begin', n, key: `user-${n}`, at: n }) +
      chain.encode({
        t: 'created',
        n,
        id: `u${String(n).padStart(11, '0')}`,
        at: n + 9,
        ms: 9,
        left: 0,
        fp: '4f9b48fb.1dea5ece....',
        sh: 1,
      }),
    'a',
  )
}

async function writeRows(path, head, count, rowOf, flags = 'w') {
  const file = createWriteStream(path, { flags })
  let text = head
  for (let n = 1; n <= count; n += 1) {
    text += rowOf(n)
    if (text.length < 1 << 18) continue
    if (!file.write(text)) await once(file, 'drain')
    text = ''
  }
  file.end(text)
  await once(file, 'close')
}

/** Resolves with the time at which the target has seen a user being created. */
async function waitForCreate(url) {
  for (;;) {
    const { requests } = await (await fetch(`${url}/__sandbox/stats`)).json()
    if (requests['POST /api/users'] > 0) return performance.now()
    await new Promise((wake) => setTimeout(wake, 20))
  }
}
