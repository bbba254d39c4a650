import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseMoment } from './kill-moment.mjs'
import { runSession, startSession } from './run-session.mjs'
import { between, pick } from './seeded-random.mjs'

/**
 * Sessions of one job, killed again and again until so many kills are done in the round or the job is.
 *
 * @param trouble what may happen to a session besides: `changesInput`, `hasTwoOwners`, `clocksMs`
 */
export const killAgainAndAgain = async (options, random, kills, round, trouble = {}) => {
  let idle = 0
  while (round.kills < kills && idle < 20) {
    const session = await runTroubled(
      { ...options, clockMs: pick(random, trouble.clocksMs ?? [0]) },
      random,
      round,
      trouble,
    )
    round.sessions += 1
    if (session.isKilled) {
      if (session.killedAt === 'bound') noteHung(round, options, session)
      round.kills += 1
      round.lifeMs += session.lifeMs
      round.moments[session.killedAt] = (round.moments[session.killedAt] ?? 0) + 1
      continue
    }
    if (isDone(session)) return 'complete'
    idle += 1
    noteStop(round, session)
  }
  return 'killed'
}

const runTroubled = (options, random, round, { changesInput, hasTwoOwners }) => {
  const draw = random()
  if (changesInput === true && draw < 0.2) return runWithChange(options, random, round)
  if (hasTwoOwners === true && draw >= 0.8) return runTwoOwners(options, random, round)
  return runSession(options, chooseMoment(random, options.job.lines))
}

const takenUp = { kind: 'growth', bytes: 1, latestMs: 60_000 }

/** A stranger, who must never come in. */
const stranger = `${JSON.stringify({ id: 'stranger', primaryEmail: 'stranger@example.com', customData: { key: 'stranger' } })}\n`

/** Somebody appends to the input under the session, and puts the file back when it has ended. */
const runWithChange = async (options, random, round) => {
  const path = join(options.folder, 'people.ndjson')
  const before = await readFile(path)
  const delayMs = between(random, 0, 800)
  const session = await startSession(options)
  // By then the session has taken the run up, for the input as it was.
  const changed = session.waitFor(takenUp).then(async (what) => {
    await sleep(delayMs)
    if (what === undefined || session.isOver()) return
    round.troubles['input changed'] += 1
    await appendFile(path, stranger)
  })
  session.waitFor(chooseMoment(random)).then((what) => {
    if (what !== undefined) session.kill(what)
  })
  const end = await session.ended
  await changed
  await writeFile(path, before)
  return end
}

/**
 * The session is suspended at its moment, another one takes the run over as it would from another machine, and is
 * killed; then the first one wakes, and must end by itself without having written or sent anything more.
 */
const runTwoOwners = async (options, random, round) => {
  const first = await startSession(options)
  if ((await first.waitFor(chooseMoment(random))) === undefined) return first.ended
  first.suspend()
  await rm(join(options.folder, options.job.run, 'checkpoint.lock'), { force: true })
  const second = await runSession(options, chooseMoment(random))
  round.troubles['owners woken'] += 1
  first.wake()
  const woken = await first.ended
  // It may have been over already, but for the end of its process.
  if (woken.code !== 4 && !hasEnded(woken)) {
    round.wokenWrong.push(`a woken owner ended with ${woken.code}: ${woken.stderr.slice(-300)}`)
  }
  return second
}

const hasEnded = ({ stdout }) => stdout.includes('"end":')

/** Without faults the job must come to its end, and soon: three sessions are two too many already. */
export const finish = async (options, round) => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const session = await runSession(options, undefined)
    round.sessions += 1
    if (isDone(session)) return true
    if (session.isKilled) noteHung(round, options, session)
    else noteStop(round, session)
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

/** Minutes, in which each of them is done many times over even on a busy machine. */
const noteHung = (round, { job }, { stderr, lifeMs }) => {
  round.hung.push(`${job.args[0]} hung for ${Math.round(lifeMs / 1000)} s: ${stderr.slice(-300)}`)
}

const noteStop = (round, { code, stdout, stderr }) => {
  const reason =
    code === 0 || code === 1
      ? (readEnd(stdout) ?? stderr)
      : (readCode(stdout) ?? stderr.trim().split('\n').at(-1))
  const name = `exit ${code}: ${reason.slice(0, 160)}`
  round.stops[name] = (round.stops[name] ?? 0) + 1
}

const readCode = (stdout) => {
  try {
    return JSON.parse(stdout).error?.code
  } catch {
    return undefined
  }
}
