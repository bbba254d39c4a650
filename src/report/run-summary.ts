import type { CheckpointState } from '../checkpoint/checkpoint-state.js'
import type { FinishedRollback } from '../checkpoint/read-rollback.js'
import type { OutcomeCounts } from '../checkpoint/outcome-counts.js'
import {
  countInvitations,
  describeInvitations,
  type InvitationCounts,
  listInvitationReasons,
} from './count-invitations.js'
import { formatCount, formatDuration } from './format.js'

/** Where a run stands. */
export interface RunSummary {
  source: string
  target: string
  startedAt: string
  /** The part of the input that the run drives: `2/4`. */
  shard?: string | undefined
  isComplete: boolean
  counts: OutcomeCounts
  /** Begun and without a known outcome: looked up first when the run is resumed. */
  unknown: number
  /** Created with steps or memberships still to come. */
  unfinished: number
  /** Undefined when there are none. */
  invitations?: InvitationCounts | undefined
  /** How often each reason came: rejections, refusals, conflicts, failed steps. */
  codes: Record<string, number>
  /** From the start of the run to its last entry. */
  seconds: number
}

export const summariseRun = (state: CheckpointState): RunSummary => ({
  source: state.header?.source ?? '',
  target: state.header?.target.endpoint ?? '',
  startedAt: state.header?.at ?? '',
  shard: state.header?.shard,
  isComplete: state.isComplete,
  counts: { ...state.counts },
  unknown: state.begun.size,
  unfinished: [...state.open.values()].filter((record) => record.left > 0).length,
  invitations: countInvitations(state.invitations),
  codes: Object.fromEntries([...state.codes].sort(([, a], [, b]) => b - a)),
  seconds: state.lastAtMs / 1000,
})

/**
 * The counts of a run, a line each, only what is not zero.
 *
 * @param examples one place and message for a reason, where there is one at hand
 */
export const describeCounts = (
  { counts, unknown, unfinished, invitations, codes }: RunSummary,
  examples: ReadonlyMap<string, string> = new Map(),
): string[] => {
  const rows: [number, string][] = [
    [counts.created + counts.adopted, 'arrived'],
    [counts.updated, 'were there and have the content of their record now'],
    [counts.unchanged, 'are as they were in the export before: no request'],
    [counts.vanished, 'are not in the newer export any more'],
    [counts.keptPasswords, 'have another password in the source, which Logto cannot take over'],
    [counts.existing, 'were there before and were left as they are'],
    [counts.rejected, 'rejected: they never left this machine'],
    [counts.failed, 'refused by Logto'],
    [counts.skipped, 'left out on purpose'],
    [counts.failedUnits, 'steps or memberships refused'],
    [unfinished, 'arrived, with steps or memberships still to come'],
    [unknown, 'begun without a known outcome: looked up when the run is resumed'],
    ...describeInvitations(invitations),
  ]
  const lines = rows
    .filter(([count]) => count > 0)
    .map(([count, text]) => `${formatCount(count).padStart(9)}  ${text}`)
  const reasons = [...Object.entries(codes), ...listInvitationReasons(invitations)]
  if (reasons.length > 0) lines.push('Why:')
  for (const [code, count] of reasons) {
    const example = examples.get(code)
    lines.push(`${formatCount(count).padStart(9)}  ${code}`)
    if (example !== undefined) lines.push(`${' '.repeat(11)}${example}`)
  }
  return lines
}

export const describeStatus = (
  folder: string,
  summary: RunSummary & { rolledBack?: FinishedRollback | undefined },
): string => {
  const { source, target, startedAt, shard, isComplete, seconds, rolledBack } = summary
  const state = rolledBack !== undefined ? 'rolled back' : isComplete ? 'complete' : 'not complete'
  const lines = [
    `Run ${folder}${shard === undefined ? '' : ` (shard ${shard})`}: ${state}`,
    ...(rolledBack === undefined ? [] : [describeRolledBack(rolledBack)]),
    `${source} to ${target}, begun ${startedAt}, last entry after ${formatDuration(seconds)}`,
    ...describeCounts(summary),
  ]
  return `${lines.join('\n')}\n`
}

const describeRolledBack = ({ at, deleted, gone }: FinishedRollback): string =>
  `Rolled back ${at}: ${formatCount(deleted)} users deleted, ${formatCount(gone)} were gone already. Below is what the run had done.`
