// Start-up of --help and --version against `node -e 0`, in turns.
//
//   npm run build && node bench/startup.mjs [--rounds 15] [--dist dist]
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'
import { median, withSpread } from './support/median.mjs'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, dist: { type: 'string', default: 'dist' } },
})
const cli = resolve(values.dist, 'cli.js')
const commands = { 'node -e 0': ['-e', '0'], '--help': [cli, '--help'], '--version': [cli, '--version'] }

console.log(describeMachine())
const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const [name, args] of Object.entries(commands)) {
    const startMs = performance.now()
    const { status } = spawnSync(process.execPath, args)
    if (status !== 0) throw new Error(`${name} ended with ${status}`)
    times[name].push(performance.now() - startMs)
  }
}
const allowedMs = median(times['node -e 0']) * 1.5 + 60
for (const [name, ms] of Object.entries(times)) {
  console.log(`${name.padEnd(10)} ${withSpread(ms, (value) => `${value.toFixed(0)} ms`)}`)
}
const isMissed = median(times['--help']) > allowedMs
console.log(`${isMissed ? 'MISSED' : 'held'}: --help within ${allowedMs.toFixed(0)} ms`)
process.exitCode = isMissed ? 1 : 0
