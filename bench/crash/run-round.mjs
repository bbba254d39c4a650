import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareFiles } from './compare-files.mjs'
import { compareTarget } from './compare-target.mjs'
import { makeFaultMix } from './fault-mix.mjs'
import { chooseMoment } from './kill-moment.mjs'
import { makeNewer } from './make-newer.mjs'
import { makeInvitations, makePeople } from './make-people.mjs'
import { readOutcomes } from './read-outcomes.mjs'
import { importJob, rollbackJob, runSession } from './run-session.mjs'
import { createRandom, pick } from './seeded-random.mjs'
import { startTarget } from './start-target.mjs'

/** Without `migratedFrom` nothing but content and time of creation tells whose a found user is. */
const makeConfig = (random) => ({
  keepMigratedFrom: random() < 0.7,
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
  source: { related: { invitations: 'invitations.ndjson' } },
})

/**
 * One input, one target, one run folder: import and SIGKILL until half of the kills are done or the import is
 * complete, then once more without faults to the end, then everything is compared; then the same with a newer
 * export of the same people. Inputs differ in size, so that
 * kills fall into the first records as well as into the last memberships.
 *
 * @returns numbers for the table; `counts` holds those that must be 0, `details` what is behind them
 */
export const runRound = async ({ cli, seed, mostUsers, kills, folder, latencyMs = [1, 15], faults }) => {
  const random = createRandom(seed)
  const users = Math.ceil(mostUsers * pick(random, [0.1, 0.3, 1]))
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const people = makePeople(random, users)
  await writePeople(folder, people)
  const invitations = makeInvitations(random, Math.ceil(users / 10))
  await writeLines(join(folder, 'invitations.ndjson'), invitations)
  const config = JSON.stringify(makeConfig(random))
  await writeFile(join(folder, 'crash.config.mjs'), `export default ${config}\n`)

  const target = await startTarget(cli, { seed, latencyMs })
  try {
    const options = {
      cli,
      folder,
      environment: target.environment,
      boundMs: 60_000,
      job: importJob(['--yes']),
    }
    const round = { seed, users, kills: 0, sessions: 0, moments: {}, stops: {}, lifeMs: 0 }
    const faultPlan = faults ?? makeFaultMix(random)
    const parts = { target, random, faultPlan, round, invitations }
    const first = await runPass({ ...parts, options, people, kills: kills / 2 })
    // The same people some days later, into the same run.
    const newer = makeNewer(random, people)
    await writePeople(folder, newer)
    const delta = { options: { ...options, job: importJob(deltaFlags) }, people: newer, earlier: people }
    const second = await runPass({ ...parts, ...delta, kills: kills * 0.85 })
    const outcomes = await readOutcomes(folder)
    const third = await runRollback({ ...parts, options, kills })
    return {
      ...round,
      requests: addUp(addUp(first.requests, second.requests), third.requests),
      faults: addUp(addUp(first.faults, second.faults), third.faults),
      outcomes,
      counts: addUp(addUp(first.counts, second.counts), third.counts),
      details: [
        ...first.details,
        ...second.details.map((detail) => `newer export: ${detail}`),
        ...third.details.map((detail) => `rollback: ${detail}`),
      ],
    }
  } finally {
    await target.stop()
  }
}

/** What the newer export no longer has is to go, so that the target holds exactly what it says. */
const deltaFlags = [
  '--delta',
  '--vanished',
  'delete',
  '--delete-missing-memberships',
  '--recreate-on-password-change',
  '--yes',
]

const writePeople = (folder, people) =>
  writeLines(
    join(folder, 'people.ndjson'),
    people.map(({ record }) => record),
  )

const writeLines = (path, records) =>
  writeFile(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''))

/** Kills and resumes one export until it is in the target, and compares. */
const runPass = async ({ options, target, random, faultPlan, round, kills, ...expected }) => {
  const { people, earlier, invitations } = expected
  await target.setFaults(faultPlan)
  const killed = await killAgainAndAgain(options, random, kills, round)
  await target.setFaults({})
  const isComplete = killed === 'complete' || (await finish(options, round))
  const stats = await target.readStats()
  await target.resetStats()
  const writes = await countWritesWhenDone(options, target)

  const state = await target.readState()
  const inTarget = compareTarget(state, people, earlier, invitations)
  const inFiles = await compareFiles(options.folder, people, inTarget.ids)
  return {
    requests: stats.requests,
    faults: stats.faults,
    counts: {
      ...inTarget.counts,
      ...inFiles.counts,
      'not complete': isComplete ? 0 : 1,
      'writes when done': writes,
    },
    details: [...inTarget.details, ...inFiles.details],
  }
}

/** Kills and resumes the rollback of the run until it is over; nothing of the run may be left. */
const runRollback = async ({ options, target, random, faultPlan, round, kills }) => {
  const rollback = { ...options, job: rollbackJob }
  await target.setFaults(faultPlan)
  const killed = await killAgainAndAgain(rollback, random, kills, round)
  await target.setFaults({})
  const isComplete = killed === 'complete' || (await finish(rollback, round))
  const stats = await target.readStats()
  const { users, roles, organizations, organizationRoles, invitations } = await target.readState()
  const left = [
    ...users.map(({ id }) => `user ${id}`),
    ...roles.filter(({ type }) => type === 'User').map(({ name }) => `role ${name}`),
    ...organizations.map(({ name }) => `organization ${name}`),
    ...organizationRoles.map(({ name }) => `organization role ${name}`),
    ...invitations.map(({ id }) => `invitation ${id}`),
  ]
  return {
    requests: stats.requests,
    faults: stats.faults,
    counts: { 'left after the rollback': left.length, 'not complete': isComplete ? 0 : 1 },
    details: left,
  }
}

const addUp = (first, second) => {
  const sum = { ...first }
  for (const [name, count] of Object.entries(second)) sum[name] = (sum[name] ?? 0) + count
  return sum
}

const killAgainAndAgain = async (options, random, kills, round) => {
  let idle = 0
  while (round.kills < kills && idle < 20) {
    const session = await runSession(options, chooseMoment(random))
    round.sessions += 1
    if (session.isKilled) {
      round.kills += 1
      round.lifeMs += session.lifeMs
      const moment = session.killedAt ?? 'bound'
      round.moments[moment] = (round.moments[moment] ?? 0) + 1
      continue
    }
    if (isDone(session)) return 'complete'
    idle += 1
    noteStop(round, session)
  }
  return 'killed'
}

/** Without faults the import must come to its end, and soon: three sessions are two too many already. */
const finish = async (options, round) => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const session = await runSession(options, undefined)
    round.sessions += 1
    if (isDone(session)) return true
    noteStop(round, session)
  }
  return false
}

/** 0 and 1 are the exit codes of an import that came to its end. */
const isDone = ({ code, stdout }) => (code === 0 || code === 1) && readEnd(stdout) === 'complete'

const readEnd = (stdout) => {
  try {
    return JSON.parse(stdout).end
  } catch {
    return undefined
  }
}

const noteStop = (round, { code, stdout, stderr }) => {
  const reason = code === 0 || code === 1 ? (readEnd(stdout) ?? stderr) : stderr.trim().split('\n').at(-1)
  const name = `exit ${code}: ${reason.slice(0, 160)}`
  round.stops[name] = (round.stops[name] ?? 0) + 1
}

/** A finished import that is started again must send nothing that changes the target. */
const countWritesWhenDone = async (options, target) => {
  await runSession(options, undefined)
  const { requests } = await target.readStats()
  return Object.entries(requests)
    .filter(([route]) => !route.startsWith('GET ') && route !== 'POST /oidc/token')
    .reduce((sum, [, count]) => sum + count, 0)
}
