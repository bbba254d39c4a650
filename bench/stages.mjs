// Where the processor time of `check` goes: a CPU profile of each shape, self time by stage, µs a record. A profile
// counts the time in which others had the processor too, so the shares are its own and their sum is what the
// process took; start-up is part of it.
//
//   npm run build && node bench/stages.mjs [--records 200000] [--shape auth0] [--dist dist] [--top 0]
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'
import { runMeasured } from './support/run-measured.mjs'
import { shapes, writeShape } from './support/write-shapes.mjs'

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '200000' },
    shape: { type: 'string', multiple: true, default: Object.keys(shapes) },
    dist: { type: 'string', default: 'dist' },
    /** Functions with the most self time to list below the table. */
    top: { type: 'string', default: '0' },
  },
})
const records = Number(values.records)

/** The first that fits a frame's name or file counts it. */
const stages = [
  ['collecting garbage', (frame) => frame.functionName === '(garbage collector)'],
  ['csv-parse', inFile('node_modules/csv-parse')],
  ['phone numbers (libphonenumber)', inFile('node_modules/libphonenumber')],
  ['other packages', inFile('node_modules')],
  ['reading', inFile('/source/')],
  ['preset', inFile('/presets/')],
  ['password', inFile('/password/')],
  ['secrets', inFile('/secrets/')],
  ['duplicates', inFile('/plan/duplicates/')],
  ['plan', inFile('/plan/')],
  ['census', inFile('/report/')],
  ['the rest of ours', inFile('/dist')],
  ['Node and V8', () => true],
]

function inFile(part) {
  return ({ url }) => url.includes(part)
}

console.log(describeMachine())
const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-stages-'))
try {
  const table = Object.fromEntries([...stages.map(([name]) => [name, {}]), ['all', {}]])
  for (const shape of values.shape) {
    const path = await writeShape(shape, folder, records)
    const { profile, cpuMs } = await profileCheck(shape, path)
    await rm(path)
    const spent = byStage(profile)
    const sum = [...spent.values()].reduce((total, ms) => total + ms, 0)
    for (const [stage, ms] of spent) table[stage][shape] = Number(((ms / sum) * perRecord(cpuMs)).toFixed(1))
    table.all[shape] = Number(perRecord(cpuMs).toFixed(1))
    if (Number(values.top) > 0) listFunctions(shape, profile, Number(values.top))
  }
  console.log(`µs of processor time a record, ${records} records`)
  console.table(table)
} finally {
  await rm(folder, { recursive: true })
}

async function profileCheck(shape, path) {
  const profiles = join(folder, shape)
  const { code, stderr, cpuMs } = await runMeasured(
    [
      '--cpu-prof',
      `--cpu-prof-dir=${profiles}`,
      resolve(values.dist, 'cli.js'),
      'check',
      ...shapes[shape].args,
      '--quiet',
      '--json',
      path,
    ],
    { cwd: folder },
  )
  if (code !== 0) throw new Error(stderr)
  const [name] = await readdir(profiles)
  return { profile: JSON.parse(await readFile(join(profiles, name), 'utf8')), cpuMs }
}

function perRecord(ms) {
  return (ms * 1000) / records
}

/** @returns milliseconds by stage, without those that waited */
function byStage({ nodes, samples, timeDeltas }) {
  const stageOf = new Map(
    nodes
      .filter(({ callFrame }) => callFrame.functionName !== '(idle)')
      .map(({ id, callFrame }) => [id, stages.find(([, fits]) => fits(callFrame))[0]]),
  )
  const spent = new Map()
  for (const [index, id] of samples.entries()) {
    const stage = stageOf.get(id)
    if (stage === undefined) continue
    spent.set(stage, (spent.get(stage) ?? 0) + timeDeltas[index] / 1000)
  }
  return spent
}

function listFunctions(shape, { nodes, samples, timeDeltas }, count) {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName || '(anonymous)'} ${url.replace(/^.*\/(dist|node_modules)\//, '')}:${lineNumber + 1}`,
    ]),
  )
  const spent = new Map()
  for (const [index, id] of samples.entries()) {
    spent.set(names.get(id), (spent.get(names.get(id)) ?? 0) + timeDeltas[index] / records)
  }
  console.log(shape)
  for (const [name, us] of [...spent].sort((a, b) => b[1] - a[1]).slice(0, count)) {
    console.log(`  ${us.toFixed(2).padStart(6)} µs  ${name}`)
  }
}
