import type { ImportResult } from '../../jobs/import-users.js'
import { describeLosses } from '../../report/describe-losses.js'
import { formatDuration } from '../../report/format.js'
import { describePasswordless } from '../../report/passwordless-text.js'
import { describeCounts, type RunSummary } from '../../report/run-summary.js'
import type { CommandContext } from '../../terminal/command-context.js'
import { writeEvent } from '../terminal/tell-event.js'
import type { ImportFlags } from './import-flags.js'

export interface ImportCall {
  flags: ImportFlags
  operands: string[]
  /** Only what had failed was driven. */
  isRetry: boolean
}

/** Says what the session came to, and returns the exit code. */
export const tellEnd = (
  context: CommandContext,
  { run, end, summary, canary, elapsedMs, examples, passwordless, losses, isEmpty, files }: ImportResult,
  { flags, operands, isRetry }: ImportCall,
): number => {
  const arrived = summary.counts.created + summary.counts.adopted
  if (flags.json === true) {
    context.stdout(
      `${JSON.stringify({ run, end, ...summary, passwordless, losses: countLosses(losses), canary })}\n`,
    )
  } else if (isEmpty) {
    context.stdout('Nothing to import: the input holds no records.\n')
  } else {
    const lines = [
      isRetry && end === 'limited' ? retriedText : describeEnd(end, elapsedMs / 1000),
      ...describeCounts(summary, examples),
      ...(passwordless === undefined ? [] : describePasswordless(passwordless, arrived)),
      ...describeLosses(losses),
      `Run folder: ${run}`,
      `Old id to new id: ${files.idMap}`,
      ...(files.changes === undefined ? [] : [`What was changed: ${files.changes}`]),
      ...(files.rejected === undefined ? [] : [`Rejected records: ${files.rejected}`]),
    ]
    context.stdout(`${lines.join('\n')}\n`)
  }
  if (end !== 'complete') tellResume(context, flags, operands, run)
  if (end === 'interrupted') return 130
  return isEmpty || end === 'canary_differs' || end === 'incomplete' || hasFailures(summary) ? 1 : 0
}

const countLosses = (losses: ImportResult['losses']): Record<string, number> =>
  Object.fromEntries(Object.entries(losses).map(([kind, { count }]) => [kind, count]))

const tellResume = (context: CommandContext, flags: ImportFlags, operands: string[], run: string): void => {
  const command = describeResume(flags, operands, run)
  if (flags.json === true) writeEvent(context, { type: 'note', code: 'resume_with', command })
  else context.stderr(`Resume with: ${command}\n`)
}

const retriedText = 'What had failed was driven again; the rest of the input has not been touched.'

const describeEnd = (end: ImportResult['end'], seconds: number): string => {
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
  { source, config, shard, ...reading }: ImportFlags,
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
const describeReading = ({ delimiter, escape, header, columns, encoding, strict }: ImportFlags): string[] => [
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
