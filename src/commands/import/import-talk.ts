import type { OpenRun } from '../../checkpoint/open-run.js'
import { formatCount, formatDuration } from '../../report/format.js'
import { describeCounts, type RunSummary, summariseRun } from '../../report/run-summary.js'
import type { CanaryEnd, CanaryReport } from './canary.js'
import type { CommandContext, CommonFlags } from '../context.js'
import type { Flags } from '../../config/settings.js'

/** Says where the run begins. */
export const tellStart = (context: CommandContext, run: OpenRun, endpoint: string): void => {
  if (run.cutBytes > 0) {
    context.stderr(`The checkpoint ended in a torn line: ${run.cutBytes} bytes were cut.\n`)
  }
  const { done, begun, open } = run.state
  const waiting = [...open.values()].filter(({ left }) => left > 0).length
  context.stderr(
    run.isResumed
      ? `Resuming ${run.run.folder}: ${formatCount(done.size)} records are settled, ${formatCount(begun.size)} have no known outcome yet${waiting === 0 ? '' : `, ${formatCount(waiting)} wait for steps or memberships`}\n`
      : `Importing into ${endpoint}; the run is in ${run.run.folder}\n`,
  )
}

export interface SessionEnd {
  end: CanaryEnd | 'stopped'
  /** Of this session, not of the whole run: days may lie between two sessions. */
  elapsedMs: number
  /** One place and message for each reason. */
  examples: ReadonlyMap<string, string>
  canary: CanaryReport | undefined
  /** Only what had failed was driven. */
  isRetry: boolean
}

/** Says what the session came to, and returns the exit code. */
export const tellEnd = (
  context: CommandContext,
  run: OpenRun,
  flags: Flags & CommonFlags,
  operands: string[],
  { end, elapsedMs, examples, canary, isRetry }: SessionEnd,
): number => {
  const summary = summariseRun(run.state)
  const { folder, rejectedNdjson, idMap, changes } = run.run
  if (flags.json === true) {
    context.stdout(`${JSON.stringify({ run: folder, end, ...summary, canary })}\n`)
  } else {
    const lines = [
      isRetry && end === 'limited' ? retriedText : describeEnd(end, elapsedMs / 1000),
      ...describeCounts(summary, examples),
      `Run folder: ${folder}`,
      `Old id to new id: ${idMap}`,
      ...(hasChanges(run) ? [`What was changed: ${changes}`] : []),
      ...(summary.counts.rejected + summary.counts.failed > 0 ? [`Rejected records: ${rejectedNdjson}`] : []),
    ]
    context.stdout(`${lines.join('\n')}\n`)
  }
  if (end !== 'complete') context.stderr(`Resume with: ${describeResume(flags, operands, folder)}\n`)
  if (end === 'interrupted') return 130
  return end === 'canary_differs' || end === 'incomplete' || hasFailures(summary) ? 1 : 0
}

const retriedText = 'What had failed was driven again; the rest of the input has not been touched.'

/** Only an update or a newer export changes anybody. */
export const hasChanges = ({ state: { pass, counts } }: OpenRun): boolean => pass > 1 || counts.updated > 0

const describeEnd = (end: CanaryEnd | 'stopped', seconds: number): string => {
  switch (end) {
    case 'complete':
      return `Done in ${formatDuration(seconds)}.`
    case 'canary':
      return 'The canary is in and as it should be; the rest has not been touched.'
    case 'canary_differs':
      return 'The canary is not as it should be; the rest has not been touched.'
    case 'limited':
      return 'Stopped at the limit.'
    case 'incomplete':
      return 'Everything was tried; the target left some outcomes open.'
    default:
      return 'Interrupted; nothing is lost.'
  }
}

const describeResume = (
  { source, config, shard, ...reading }: Flags & CommonFlags,
  operands: string[],
  folder: string,
): string =>
  [
    'logto-migrate import',
    ...operands.map(quote),
    ...(config === undefined ? [] : ['--config', quote(config)]),
    ...(source === undefined ? [] : ['--source', source]),
    ...describeReading(reading),
    '--run',
    quote(folder),
    ...(shard === undefined ? [] : ['--shard', shard]),
    '--resume',
  ].join(' ')

/** What is read in another way is another input. */
const describeReading = ({ delimiter, escape, header, columns, encoding, strict }: Flags): string[] => [
  ...(delimiter === undefined ? [] : ['--delimiter', quote(delimiter)]),
  ...(escape === undefined ? [] : ['--escape', quote(escape)]),
  ...(header === undefined ? [] : [header ? '--header' : '--no-header']),
  ...(columns === undefined ? [] : ['--columns', quote(columns)]),
  ...(encoding === undefined ? [] : ['--encoding', quote(encoding)]),
  ...(strict === true ? ['--strict'] : []),
]

const quote = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

const hasFailures = ({ counts, unknown, unfinished, invitations }: RunSummary): boolean =>
  counts.rejected +
    counts.failed +
    counts.failedUnits +
    unknown +
    unfinished +
    (invitations?.failed ?? 0) +
    (invitations?.unknown ?? 0) >
  0
