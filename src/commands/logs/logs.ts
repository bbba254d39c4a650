import type { LogsFlags } from './logs-flags.js'
import type { Send } from '../../logto/http/api-call.js'
import { type AuditLog, listAuditLogs } from '../../logto/logs/audit-logs.js'
import { followAuditLogs } from '../../logto/logs/follow-audit-logs.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { CommandContext } from '../../terminal/command-context.js'
import { type LogFilter, readLogFilter, resolveUser } from '../../jobs/logs/log-filter.js'
import { withOpenTarget } from '../../jobs/target/open-target.js'
import { readAccess } from '../../jobs/target/read-access.js'
import { chooseFormat, createRecordPrinter } from '../../terminal/record-printer.js'
import { printSignIns } from './sign-ins.js'
import { readFieldList, readLimit } from '../users/users.js'

const columns = [
  'createdAt',
  'payload.result',
  'key',
  'payload.userId',
  'payload.applicationId',
  'payload.error.code',
]

/** Entries without a window: more would rarely be wanted, and a log can have millions. */
const usualLimit = 100
const usualFollowLimit = 10

/** Prints the audit log, newest first, or follows it, oldest first. */
export const runLogsCommand = async (
  context: CommandContext,
  _operands: string[],
  flags: LogsFlags,
): Promise<number> => {
  if (flags.run !== undefined) return printSignIns(context, flags.run, flags)
  const filter = readLogFilter(flags, context.effects.now())
  const isFollowing = flags.follow === true
  if (isFollowing && flags.until !== undefined) throw usage('--follow has no end: leave out --until')
  const intervalMs = readInterval(flags)
  const format = chooseFormat(flags, context)
  if (isFollowing && format === 'json')
    throw usage('--follow has no end: take --format ndjson in place of --json')
  const hasWindow = flags.since !== undefined || flags.until !== undefined
  const limit =
    flags.limit === undefined && !hasWindow
      ? isFollowing
        ? usualFollowLimit
        : usualLimit
      : readLimit(flags.limit)
  const fields = readFieldList(flags.fields)
  const printer = createRecordPrinter({ format, fields, columns, write: context.stdout })
  const { target, rate } = await readAccess(flags, context)

  await withOpenTarget(target, { rate }, context, {}, async ({ send, clockSkewMs }) => {
    if (flags.user !== undefined) filter.query.userId = await resolveUser(send, flags.user, context.stop)
    if (!isFollowing) {
      let isFound = false
      await printNewest(send, filter, limit, context, (logs) => {
        isFound = true
        printer.add(logs)
      })
      if (!isFound) context.stderr(`${describeNothing(flags)}\n`)
      return
    }
    const shown: AuditLog[] = []
    await printNewest(send, filter, limit, context, (logs) => {
      for (const log of logs) shown.push(log)
    })
    printer.add(shown.toReversed())
    const nowMs = context.effects.now() + (clockSkewMs() ?? 0)
    const following = followAuditLogs({
      send,
      filter: filter.query,
      // A second's slack: the clock of the target is known to about as much.
      fromMs: shown[0]?.createdAt ?? Math.floor(nowMs) - 1000,
      known: shown,
      intervalMs,
      effects: context.effects,
      signal: context.stop,
    })
    for await (const logs of following) {
      const wanted = logs.filter(filter.isWanted)
      if (wanted.length > 0) printer.add(wanted)
      if (context.isOutputClosed?.() === true) return
    }
  })
  printer.end()
  return 0
}

const printNewest = async (
  send: Send,
  { query, isWanted }: LogFilter,
  limit: number,
  { stop, isOutputClosed }: CommandContext,
  print: (logs: AuditLog[]) => void,
): Promise<void> => {
  let count = 0
  for await (const logs of listAuditLogs(send, query, stop)) {
    const wanted = logs.filter(isWanted).slice(0, limit - count)
    count += wanted.length
    if (wanted.length > 0) print(wanted)
    if (count >= limit || isOutputClosed?.() === true) return
  }
}

/** An empty table could as well be a failure. */
const describeNothing = ({ since, until, ...flags }: LogsFlags): string => {
  const window = [
    since === undefined ? '' : ` since ${since}`,
    until === undefined ? '' : ` until ${until}`,
  ].join('')
  const isFiltered = flags.user ?? flags.application ?? flags.event ?? flags.result
  const what = isFiltered === undefined ? 'The audit log holds nothing' : 'No entry of the audit log matches'
  return `${what}${window}.`
}

const readInterval = ({ interval, follow }: LogsFlags): number => {
  if (interval === undefined) return 2000
  if (follow !== true) throw usage('--interval goes with --follow')
  const seconds = /^\d{1,5}(?:\.\d{1,3})?$/.test(interval) ? Number(interval) : 0
  if (seconds <= 0) throw usage(`--interval takes seconds above 0, got "${interval}"`)
  return seconds * 1000
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
