// Exports from real servers, from end to end, while another client writes: exported as a whole and measured; exported,
// killed three times and gone on with, where nobody may be lost or doubled; imported into the sandbox and verified field
// by field. Exit code 1 when anything is lost, doubled, torn between two moments, or differs.
//
//   npm run build && nice node bench/export.mjs [--users 100000] [--only supabase,laravel,sqlite,ldap] [--pause 100 (ms between two writes)]
//
// Servers are those of the tests: Debian's packages, each started for the bench. SQLite needs a Node.js with
// node:sqlite (22.13 and newer). What is not there is said and left out.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createJiti } from 'jiti'
import { describeMachine } from './support/describe-machine.mjs'
import { whole } from './support/median.mjs'
import { runMeasured } from './support/run-measured.mjs'
import { startTarget } from './support/start-target.mjs'

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '100000' },
    only: { type: 'string' },
    pause: { type: 'string', default: '100' },
  },
})
const users = Number(values.users)
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const program = join(dist, 'cli.js')
// The servers, schemas and the campaign itself are those of the tests, in TypeScript.
const jiti = createJiti(import.meta.url)
const load = (path) => jiti.import(new URL(`../test/${path}`, import.meta.url).href)
const { runExportTrial } = await load('export/campaign/run-export-trial.ts')

const columns = {
  system: 24,
  users: 9,
  seconds: 8,
  'MB at a tenth': 14,
  'peak MB': 8,
  writes: 7,
  'after it began': 15,
  kills: 6,
  lost: 5,
  doubled: 8,
  torn: 5,
  'import s': 9,
  'verify s': 9,
  verified: 9,
}
const print = (cells) =>
  console.log(
    Object.entries(columns)
      .map(([name, width], index) => (index === 0 ? cells[name].padEnd(width) : cells[name].padStart(width)))
      .join(' '),
  )

const config =
  "export default { connectors: { 98765: 'google' }, roles: { createMissing: true }, organizations: { createMissing: true, roles: { createMissing: true } } }\n"
const root = await mkdtemp(join(tmpdir(), 'logto-migrate-export-bench-'))
console.log(`${describeMachine()}\n`)
print(Object.fromEntries(Object.keys(columns).map((name) => [name, name])))
try {
  await tryServer('postgresql')
  await tryServer('mariadb')
  await trySqlite()
  await tryDirectory()
} finally {
  await rm(root, { recursive: true, force: true })
}

/** Every system of one server; each has a database of its own. */
async function tryServer(name) {
  const { [`${name}Systems`]: systems, ...trials } = await load(`export/campaign/${name}-trials.ts`)
  const wanted = systems.filter(isWanted)
  if (wanted.length === 0) return
  const title = name === 'postgresql' ? 'Postgresql' : 'Mariadb'
  const support = await load(`support/servers/${name}-server.ts`)
  if (!support[`has${title}`]) return console.log(`${name}: not installed`)
  for (const system of wanted) {
    const server = await support[`start${title}`]()
    try {
      const make = trials[`make${title}Trial`]
      const small = await measure(await make(server, system, users / 10))
      await run(await make(server, system, users), small)
    } finally {
      await server.stop()
    }
  }
}

async function trySqlite() {
  if (!isWanted('sqlite')) return
  const { hasSqlite, makeSqliteTrial } = await load('export/campaign/sqlite-trial.ts')
  if (!hasSqlite) return console.log('SQLite: this Node.js has no node:sqlite')
  const little = makeSqliteTrial(join(root, 'small.db'), users / 10)
  const small = await measure(little)
  little.close()
  const trial = makeSqliteTrial(join(root, 'large.db'), users)
  await run(trial, small)
  trial.close()
}

async function tryDirectory() {
  if (!isWanted('ldap')) return
  const { hasSlapd } = await load('support/servers/slapd-server.ts')
  if (!hasSlapd) return console.log('slapd: not installed')
  const { makeDirectoryTrial } = await load('export/campaign/directory-trial.ts')
  const little = await makeDirectoryTrial(users / 10)
  const small = await measure(little)
  await little.close()
  const trial = await makeDirectoryTrial(users)
  await run(trial, small).finally(() => trial.close())
}

function isWanted(name) {
  return values.only === undefined || values.only.split(',').includes(name)
}

/** Peak memory of an export of fewer, in a process of its own. */
async function measure({ system, args, env }) {
  const folder = join(root, 'small')
  const { code, stderr, peakMb } = await runMeasured([program, 'export', system, ...args, '--to', folder], {
    env,
    cwd: root,
  })
  if (code !== 0) throw new Error(`${system}: exit code ${code}\n${stderr}`)
  await rm(folder, { recursive: true, force: true })
  return peakMb
}

async function run(trial, smallMb) {
  const folder = join(root, trial.system)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migrate.config.mjs'), config)
  const target = await startTarget(dist, { pool: 20 })
  const drive = {
    path: (...names) => join(folder, ...names),
    run: async (args, env) => {
      const ended = await runMeasured([program, ...args], { env: { ...target.env, ...env }, cwd: folder })
      return { ...ended, exitCode: ended.code, seconds: ended.elapsedMs / 1000 }
    },
    kill: async (args, env, isTime) => {
      const child = spawn(process.execPath, [program, ...args], {
        cwd: folder,
        env: { ...process.env, ...env },
        stdio: 'ignore',
      })
      const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal === 'SIGKILL')))
      while (child.exitCode === null && !(await isTime())) await sleep(2)
      child.kill('SIGKILL')
      return ended
    },
  }
  try {
    const result = await runExportTrial(trial, drive, {
      kills: [0.2, 0.5, 0.8],
      pauseMs: Number(values.pause),
    })
    const whole1 = (value) => value.toFixed(1)
    print({
      system: trial.title,
      users: whole(trial.users),
      seconds: whole1(result.seconds),
      'MB at a tenth': whole(smallMb),
      'peak MB': whole(result.peakMb),
      writes: whole(result.turns),
      'after it began': whole(result.turnsUnseen),
      kills: whole(result.kills),
      lost: whole(result.lost),
      doubled: whole(result.doubled),
      torn: trial.isSnapshot ? whole(result.torn) : '-',
      'import s': whole1(result.importSeconds),
      'verify s': whole1(result.verifySeconds),
      verified: whole(result.verified),
    })
    if (result.lost + result.doubled + result.torn > 0 || result.verified !== result.exported)
      process.exitCode = 1
  } finally {
    target.close()
    await rm(folder, { recursive: true, force: true })
  }
}
