import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { readEntries } from '../../checkpoint/read-checkpoint.js'
import { locateRun, type RunFolder, unwritable } from '../../checkpoint/run-folder.js'
import type { Send } from '../../logto/http/api-call.js'
import { findUsers } from '../../logto/search/find-users.js'
import { listSignInEvents } from '../../logto/logs/sign-in-events.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { writePrivate } from '../../outcome/open-private.js'
import { csvLine } from '../../report/run-files/csv-line.js'
import { formatCount } from '../../report/format.js'
import { describeSignIns } from '../../report/sign-ins/sign-in-text.js'
import { type SignInReport, SignInTally } from '../../report/sign-ins/sign-in-tally.js'
import type { CommandContext } from '../context.js'
import type { LogsFlags } from './logs.js'
import { withOpenTarget } from '../target/open-target.js'
import { readAccess } from '../target/read-access.js'
import { readTime } from './read-time.js'

/** Logto ids of a run's users, with their source keys, and when it began. */
interface RunPeople {
  keys: Map<string, string | undefined>
  startedAtMs: number
}

/** Says how the sign-ins of a run's users go, and writes sign-ins.json and never-signed-in.csv to its folder. */
export const printSignIns = async (
  context: CommandContext,
  folder: string,
  flags: LogsFlags,
): Promise<number> => {
  refuseOtherFlags(flags)
  const run = locateRun(folder)
  const people = await readRunPeople(run)
  const nowMs = context.effects.now()
  const sinceMs = flags.since === undefined ? people.startedAtMs : readTime('--since', flags.since, nowMs)
  const untilMs = flags.until === undefined ? undefined : readTime('--until', flags.until, nowMs)
  if (untilMs !== undefined && untilMs < sinceMs) throw usage('--until is before --since, or before the run')
  const { target, rate } = await readAccess(flags, context)
  const tally = new SignInTally(sinceMs)
  await withOpenTarget(target, { rate }, context, {}, async ({ send, clockSkewMs }) => {
    await addUsers(send, tally, people, context)
    const toMs = untilMs ?? Math.ceil(context.effects.now() + (clockSkewMs() ?? 0)) + 1000
    for await (const events of listSignInEvents(send, { fromMs: sinceMs, toMs }, context.stop)) {
      for (const event of events) tally.addAttempt(event)
    }
  })
  const report = tally.report(context.effects.now(), people.keys.size)
  const neverFile = await writeFiles(run, report, tally, people)
  if (flags.json === true) {
    context.stdout(`${JSON.stringify({ run: folder, ...report })}\n`)
  } else {
    context.stdout(describeSignIns(folder, report))
    if (report.never > 0) context.stderr(`Who has not come yet: ${neverFile}\n`)
  }
  return 0
}

const refuseOtherFlags = (flags: LogsFlags): void => {
  const others = { ...flags } as Record<string, unknown>
  for (const name of [
    'user',
    'application',
    'event',
    'result',
    'limit',
    'follow',
    'interval',
    'fields',
    'format',
  ]) {
    if (others[name] !== undefined) {
      throw usage(`--run adds up all sign-ins of the run's users: leave out --${name}`)
    }
  }
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
  context: CommandContext,
): Promise<void> => {
  const ids = [...keys.keys()]
  const lookups = Math.ceil(ids.length / usersPerLookup)
  if (lookups > 20) {
    context.stderr(`Looking up ${formatCount(ids.length)} users with ${formatCount(lookups)} requests.\n`)
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
  } catch (cause) {
    throw cause instanceof MigrationError ? cause : unwritable(run, cause)
  }
  return neverFile
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
