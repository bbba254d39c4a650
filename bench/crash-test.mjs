// Imports, kills the import with SIGKILL at random moments, resumes it, against a target that injects every
// fault it knows; then compares the target and the files of the run with the source. Exit code 1 when anything
// was lost, doubled or left out.
//
//   npm run build && node bench/crash-test.mjs --kills 500 --seed 1
//     [--kills-per-round 30] [--users 300] [--parallel 2] [--keep] [--cli dist/cli.js] [--folder <where>]
//
// Round n of a campaign has the seed --seed + n; one round alone is replayed with --seed <its seed> and
// --kills as many as --kills-per-round. Moments of kills depend on the machine, input and faults do not.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describeCampaign, sumRounds } from './crash/campaign-table.mjs'
import { runCampaign } from './crash/run-campaign.mjs'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    'kills-per-round': { type: 'string', default: '30' },
    users: { type: 'string', default: '300' },
    parallel: { type: 'string', default: '2' },
    keep: { type: 'boolean', default: false },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
    folder: { type: 'string' },
  },
})
const folder = values.folder ?? (await mkdtemp(join(tmpdir(), 'crash-test-')))
const startedAtMs = performance.now()

const ended = []
// What has been found so far is told also of a campaign that is cut short.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    console.log(describeCampaign(ended, (performance.now() - startedAtMs) / 1000))
    console.log(`\nended by ${signal}`)
    process.exit(1)
  })
}

const tellRound = (round, roundFolder) => {
  ended.push(round)
  const wrong = Object.entries(round.counts).filter(([, count]) => count > 0)
  const verdict =
    wrong.length === 0 ? 'nothing lost' : wrong.map(([name, count]) => `${count} ${name}`).join(', ')
  const seconds = Math.round((performance.now() - startedAtMs) / 1000)
  console.error(
    `${seconds} s  seed ${round.seed}: ${round.kills} kills, ${round.sessions} sessions, ${verdict}`,
  )
  for (const detail of round.details.slice(0, 20)) console.error(`  ${detail}`)
  if (wrong.length === 0) return
  console.error(`  files: ${roundFolder}`)
  console.error(
    `  replay: node bench/crash-test.mjs --seed ${round.seed} --kills ${round.kills} --users ${values.users}`,
  )
}

const rounds = await runCampaign({
  cli: resolve(values.cli),
  seed: Number(values.seed),
  kills: Number(values.kills),
  killsPerRound: Number(values['kills-per-round']),
  mostUsers: Number(values.users),
  parallel: Number(values.parallel),
  folder,
  onRound: tellRound,
})
console.log(describeCampaign(rounds, (performance.now() - startedAtMs) / 1000))
const isClean = Object.values(sumRounds(rounds).counts).every((count) => count === 0)
console.log(isClean ? '\nheld: nothing lost, nothing twice' : '\nMISSED: see above; the seeds replay it')
if (isClean && !values.keep) await rm(folder, { recursive: true, force: true })
process.exitCode = isClean ? 0 : 1
