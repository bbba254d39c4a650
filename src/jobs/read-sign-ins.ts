import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { readEntries } from '../checkpoint/read-checkpoint.js'
import { locateRun, type RunFolder, unwritable } from '../checkpoint/run-folder.js'
import type { Send } from '../logto/http/api-call.js'
import { findUsers } from '../logto/search/find-users.js'
import { listSignInEvents } from '../logto/logs/sign-in-events.js'
import { MigrationError } from '../outcome/migration-error.js'
import { writePrivate } from '../outcome/open-private.js'
import { csvLine } from '../report/run-files/csv-line.js'
import { type PersonLeft, writePeopleLeft } from '../report/run-files/people-left.js'
import { type SignInReport, SignInTally } from '../report/sign-ins/sign-in-tally.js'
import type { JobContext } from './job-context.js'
import { type JobOptions, openJob, settingsOf, targetOf } from './job-options.js'
import { runPath } from './run-path.js'
import { withOpenTarget } from './target/open-target.js'

/** Logto ids of a run's users, with their source keys, and when it began. */
interface RunPeople {
  keys: Map<string, string | undefined>
  startedAtMs: number
}

export interface ReadSignInsOptions extends Omit<JobOptions, 'files'> {
  /** Folder of the run. */
  run: string
  /** Milliseconds since the epoch. Default: the start of the run. */
  sinceMs?: number | undefined
  /** Default: now. */
  untilMs?: number | undefined
}

export interface SignInResult {
  report: SignInReport
  /** List of those who have not signed in. */
  neverFile: string
}

/** The target tells its time to the second: a run may seem to begin after the first of its users came. */
const clockToleranceMs = 2000

/** Reads how the sign-ins of a run's users go, and writes sign-ins.json and never-signed-in.csv to its folder. */
export const readSignIns = async (options: ReadSignInsOptions): Promise<SignInResult> => {
  const context = openJob(options)
  const run = locateRun(runPath(options.run, context.folder))
  const people = await readRunPeople(run)
  const { sinceMs = people.startedAtMs - clockToleranceMs, untilMs } = options
  if (untilMs !== undefined && untilMs < sinceMs) throw usage('--until is before --since, or before the run')
  const target = targetOf(options)
  const { rate } = settingsOf({ ...options, run: undefined })
  const tally = new SignInTally(sinceMs)
  await withOpenTarget(target, { rate }, context, {}, async ({ send, clockSkewMs }) => {
    await addUsers(send, tally, people, context)
    const toMs = untilMs ?? Math.ceil(context.effects.now() + (clockSkewMs() ?? 0)) + 1000
    for await (const events of listSignInEvents(send, { fromMs: sinceMs, toMs }, context.stop)) {
      for (const event of events) tally.addAttempt(event)
    }
  })
  const report = tally.report(context.effects.now(), people.keys.size)
  return { report, neverFile: await writeFiles(run, report, tally, people) }
}

/** Whoever is in Logto by this run: created, taken up after a crash, updated, or there before it. */
const readRunPeople = async ({ folder, checkpoint }: RunFolder): Promise<RunPeople> => {
  await access(checkpoint).catch((cause: unknown) => {
    throw new MigrationError('checkpoint', 'checkpoint_absent', `there is no checkpoint in ${folder}`, {
      cause,
    })
  })
  const people: RunPeople = { keys: new Map(), startedAtMs: 0 }
  // Of one pass: a newer export counts from 1 again.
  let keysByOrdinal = new Map<number, string>()
  for await (const entries of readEntries(checkpoint)) {
    for (const entry of entries) {
      switch (entry.t) {
        case 'run':
          people.startedAtMs = Date.parse(entry.at)
          break
        case 'delta':
          keysByOrdinal = new Map()
          break
        case 'begin':
          keysByOrdinal.set(entry.n, entry.key)
          break
        case 'created':
        case 'adopted':
        case 'existing':
        case 'updated':
          if (entry.id !== undefined) noteUser(people, entry.id, keysByOrdinal.get(entry.n))
          break
        case 'same':
          for (const id of entry.id) noteUser(people, id, undefined)
          break
        case 'recreate':
        case 'withdrawn':
          people.keys.delete(entry.id)
      }
    }
  }
  return people
}

const noteUser = ({ keys }: RunPeople, id: string, key: string | undefined): void => {
  keys.set(id, key ?? keys.get(id))
}

const usersPerLookup = 100

const addUsers = async (
  send: Send,
  tally: SignInTally,
  { keys }: RunPeople,
  context: JobContext,
): Promise<void> => {
  const ids = [...keys.keys()]
  const lookups = Math.ceil(ids.length / usersPerLookup)
  if (lookups > 20) {
    context.emit({ type: 'note', code: 'users_looked_up', users: ids.length, requests: lookups })
  }
  for (let from = 0; from < ids.length; from += usersPerLookup) {
    const users = await findUsers(
      send,
      'id',
      ids.slice(from, from + usersPerLookup),
      { isCaseSensitive: true },
      context.stop,
    )
    for (const user of users) tally.addUser(user)
  }
}

/** @returns path of the list of those who have not come */
const writeFiles = async (
  run: RunFolder,
  report: SignInReport,
  tally: SignInTally,
  { keys }: RunPeople,
): Promise<string> => {
  const neverFile = join(run.folder, 'never-signed-in.csv')
  const lines = [csvLine(['source_key', 'logto_id'])]
  for (const id of tally.never()) lines.push(csvLine([keys.get(id), id]))
  try {
    await writePrivate(join(run.folder, 'sign-ins.json'), `${JSON.stringify(report, null, 2)}\n`)
    await writePrivate(neverFile, lines.join(''))
    await writePeopleLeft(run, peopleLeft(tally, keys))
  } catch (cause) {
    throw cause instanceof MigrationError ? cause : unwritable(run, cause)
  }
  return neverFile
}

function* peopleLeft(tally: SignInTally, keys: RunPeople['keys']): Generator<PersonLeft> {
  for (const person of tally.left()) yield { key: keys.get(person.id), ...person }
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
