import { readSignIns } from '../../jobs/read-sign-ins.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { describeSignIns } from '../../report/sign-ins/sign-in-text.js'
import type { CommandContext } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'
import type { LogsFlags } from './logs-flags.js'
import { readTime } from '../../jobs/logs/read-time.js'

/** Says how the sign-ins of a run's users go. */
export const printSignIns = async (
  context: CommandContext,
  run: string,
  flags: LogsFlags,
): Promise<number> => {
  refuseOtherFlags(flags)
  const { since, until, format: _format, limit: _limit, ...access } = flags
  const nowMs = context.effects.now()
  const { report, neverFile } = await readSignIns({
    ...(await jobOptions(context, [], access)),
    run,
    sinceMs: since === undefined ? undefined : readTime('--since', since, nowMs),
    untilMs: until === undefined ? undefined : readTime('--until', until, nowMs),
  })
  if (flags.json === true) {
    context.stdout(`${JSON.stringify({ run, ...report })}\n`)
  } else {
    context.stdout(describeSignIns(run, report))
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

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
