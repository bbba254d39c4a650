import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareFiles } from './compare-files.mjs'
import { compareTarget } from './compare-target.mjs'
import { makeFaultMix } from './fault-mix.mjs'
import { chooseMoment } from './kill-moment.mjs'
import { makePeople } from './make-people.mjs'
import { readOutcomes } from './read-outcomes.mjs'
import { runSession } from './run-session.mjs'
import { createRandom, pick } from './seeded-random.mjs'
import { startTarget } from './start-target.mjs'

/** Without `migratedFrom` nothing but content and time of creation tells whose a found user is. */
const makeConfig = (random) => ({
  keepMigratedFrom: random() < 0.7,
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
})

/**
 * One input, one target, one run folder: import and SIGKILL until so many kills are done or the import is
 * complete, then once more without faults to the end, then everything is compared. Inputs differ in size, so that
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
  const lines = people.map(({ record }) => JSON.stringify(record))
  await writeFile(join(folder, 'people.ndjson'), `${lines.join('\n')}\n`)
  const config = JSON.stringify(makeConfig(random))
  await writeFile(join(folder, 'crash.config.mjs'), `export default ${config}\n`)

  const target = await startTarget(cli, { seed, latencyMs })
  try {
    const options = { cli, folder, environment: target.environment, boundMs: 60_000 }
    await target.setFaults(faults ?? makeFaultMix(random))
    const round = { seed, users, kills: 0, sessions: 0, moments: {}, stops: {}, lifeMs: 0 }
    const killed = await killAgainAndAgain(options, random, kills, round)
    await target.setFaults({})
    const isComplete = killed === 'complete' || (await finish(options, round))
    const stats = await target.readStats()
    await target.resetStats()
    const writes = await countWritesWhenDone(options, target)

    const state = await target.readState()
    const inTarget = compareTarget(state, people)
    const inFiles = await compareFiles(folder, people, inTarget.ids)
    return {
      ...round,
      requests: stats.requests,
      faults: stats.faults,
      outcomes: await readOutcomes(folder),
      counts: {
        ...inTarget.counts,
        ...inFiles.counts,
        'not complete': isComplete ? 0 : 1,
        'writes when done': writes,
      },
      details: [...inTarget.details, ...inFiles.details],
    }
  } finally {
    await target.stop()
  }
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
