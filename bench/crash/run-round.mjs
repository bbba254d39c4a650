import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeCircumstances, nameCircumstances } from './circumstances.mjs'
import { makeFaultMix } from './fault-mix.mjs'
import { keepingEnvironment, makeUnconvertible } from './keep-passwords.mjs'
import { makeNewer } from './make-newer.mjs'
import { makeInvitations, makePeople } from './make-people.mjs'
import { readOutcomes } from './read-outcomes.mjs'
import { runLinks } from './run-links.mjs'
import { addUp, runPass, runRollback } from './run-pass.mjs'
import { importJob, rollbackJob } from './run-session.mjs'
import { runSignIns } from './run-sign-ins.mjs'
import { createRandom, pick } from './seeded-random.mjs'
import { startProxy } from './start-proxy.mjs'
import { hasRedis, startRedis } from './start-redis.mjs'
import { startTarget } from './start-target.mjs'

/** Without `migratedFrom` nothing but content and time of creation tells whose a found user is. */
const makeConfig = (random, { shards, keepsPasswords }) => {
  const keepMigratedFrom = random() < 0.7
  return {
    keepMigratedFrom: keepMigratedFrom || shards > 1 || keepsPasswords,
    roles: { createMissing: true },
    organizations: { createMissing: true, roles: { createMissing: true } },
    source: { related: { invitations: 'invitations.ndjson' } },
    // The longest time that the target of a round takes to show what it has done.
    settleWithin: 3,
  }
}

/**
 * One input, one target, one run folder (for each shard): import and SIGKILL until half of the kills are done or the
 * import is complete, then once more without faults to the end, then everything is compared; then the same with a newer
 * export of the same people, and the rollback. Inputs differ in size, so that kills fall into the first records as well as
 * into the last memberships. What else goes on is drawn by `makeCircumstances`.
 *
 * @param circumstances drawn from the seed unless given
 * @returns numbers for the table; `counts` holds those that must be 0, `details` what is behind them
 */
export const runRound = async (settings) => {
  const { cli, seed, mostUsers, kills, folder, latencyMs = [1, 15], faults } = settings
  const circumstances = { ...makeCircumstances(seed, hasRedis()), ...settings.circumstances }
  const random = createRandom(seed)
  const users = Math.ceil(mostUsers * pick(random, [0.1, 0.3, 1]))
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const kinds = { isSocialOnlyLeftOut: circumstances.deliversTwice }
  const passwords = circumstances.keepsPasswords ? makeUnconvertible : (those) => those
  const source = makePeople(random, users, kinds)
  const people = passwords(source)
  await writePeople(folder, people)
  const invitations = makeInvitations(random, Math.ceil(users / 10))
  await writeLines(join(folder, 'invitations.ndjson'), invitations)
  const config = JSON.stringify(makeConfig(random, circumstances))
  await writeFile(join(folder, 'crash.config.mjs'), `export default ${config}\n`)

  const stops = []
  const open = async (starting) => {
    const opened = await starting
    stops.push(opened.stop)
    return opened
  }
  try {
    const target = await open(startTarget(cli, { seed, latencyMs, readLagMs: circumstances.readLagMs }))
    const proxy = circumstances.hasProxy ? await open(startProxy(createRandom(seed + 1))) : undefined
    const redis = circumstances.shards > 1 ? await open(startRedis(folder)) : undefined
    const keeping = circumstances.keepsPasswords ? keepingEnvironment : {}
    const environment = { ...target.environment, ...proxy?.environment, ...keeping }
    const options = { cli, folder, environment, boundMs: 300_000 }
    const round = createRound(seed, users, circumstances)
    const faultPlan = faults ?? makeFaultMix(random, circumstances)
    const parts = { target, random, faultPlan, round, invitations, options, trouble: circumstances }

    const jobs = listJobs(circumstances, redis)
    const shares = sharesOfKills(circumstances)
    const until = (part) => kills * shares[part]
    const passes = { import: await runPass({ ...parts, jobs, people, kills: until('import') }) }
    const outcomesOf = jobs.map(({ run }) => run)
    let newest = people
    if (redis === undefined) {
      // The same people some days later, into the same run.
      newest = passwords(makeNewer(random, source, kinds))
      await writePeople(folder, newest)
      // The store is made with the first hash that is kept, which may be one of the newer export.
      const flags = circumstances.keepsPasswords ? [...deltaFlags, '--keep-legacy'] : deltaFlags
      const delta = { jobs: [importJob(flags)], people: newest, earlier: people }
      passes['newer export'] = await runPass({ ...parts, ...delta, kills: until('newer export') })
    }
    const outcomes = await readOutcomes(folder, outcomesOf)
    // Without a hash that is kept there is no store, and nothing to serve.
    const keptHashes = newest.some(({ expected }) => expected?.oldPassword !== undefined)
    if (circumstances.keepsPasswords && keptHashes) {
      const visits = { ...parts, run: 'run', people: newest, kills: until('sign-ins') }
      passes['sign-ins'] = await runSignIns(visits)
      passes.links = await runLinks({ ...parts, kills: until('links') })
    }
    if (redis === undefined) {
      // Whoever signs in, or gets the mark of it, has changed since.
      const more = circumstances.keepsPasswords ? ['--include-signed-in', '--include-changed'] : []
      passes.rollback = await runRollback({ ...parts, job: rollbackJob(more), kills })
    }
    return { ...round, outcomes, proxy: proxy?.stats, ...sumPasses(passes, round) }
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

/** Which part of the kills is done by the end of each part of the round. */
const sharesOfKills = ({ shards, keepsPasswords }) => {
  if (shards > 1) return { import: 1 }
  if (keepsPasswords) return { import: 0.35, 'newer export': 0.55, 'sign-ins': 0.75, links: 0.9 }
  return { import: 0.5, 'newer export': 0.85 }
}

const createRound = (seed, users, circumstances) => ({
  seed,
  users,
  kills: 0,
  sessions: 0,
  moments: {},
  stops: {},
  lifeMs: 0,
  circumstances: Object.fromEntries(nameCircumstances(circumstances).map((name) => [name, 1])),
  /** How often what a circumstance allows came about. */
  troubles: { 'input changed': 0, 'owners woken': 0 },
  wokenWrong: [],
  /** Sessions that came to no end. */
  hung: [],
})

/** The budget of the shards is no brake here; it must only be kept together. */
const listJobs = ({ shards, keepsPasswords }, redis) =>
  redis === undefined
    ? [importJob(['--yes', ...(keepsPasswords ? ['--keep-legacy'] : [])])]
    : Array.from({ length: shards }, (_, index) =>
        importJob(['--yes', '--shard', `${index + 1}/${shards}`, '--redis', redis.url], {
          run: `run-${index + 1}`,
          rate: '2000/10s',
        }),
      )

/** What the newer export no longer has is to go, so that the target holds exactly what it says. */
const deltaFlags = [
  '--delta',
  '--vanished',
  'delete',
  '--delete-missing-memberships',
  '--recreate-on-password-change',
  '--yes',
]

const sumPasses = (passes, { wokenWrong, hung }) => {
  const sum = (name) => Object.values(passes).reduce((all, pass) => addUp(all, pass[name]), {})
  return {
    requests: sum('requests'),
    faults: sum('faults'),
    counts: {
      'woken owners that went on': wokenWrong.length,
      'hung sessions': hung.length,
      ...sum('counts'),
    },
    details: [
      ...Object.entries(passes).flatMap(([part, { details }]) =>
        details.map((detail) => (part === 'import' ? detail : `${part}: ${detail}`)),
      ),
      ...wokenWrong,
      ...hung,
    ],
  }
}

const writePeople = (folder, people) =>
  writeLines(
    join(folder, 'people.ndjson'),
    people.map(({ record }) => record),
  )

const writeLines = (path, records) =>
  writeFile(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
