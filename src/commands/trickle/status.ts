import {
  readTrickleStatus,
  type TrickleStatus,
  type TrickleStatusOptions,
} from '../../jobs/trickle/trickle-status.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'

export type TrickleStatusFlags = CommonFlags & Omit<TrickleStatusOptions, 'config' | 'env' | 'folder'>

export const runTrickleStatusCommand = async (
  context: CommandContext,
  _operands: string[],
  flags: TrickleStatusFlags,
): Promise<number> => {
  const status = await readTrickleStatus(await jobOptions(context, [], flags))
  context.stdout(flags.json === true ? `${JSON.stringify(status)}\n` : describe(status))
  return 0
}

const describe = ({ run, total, days, storedHashes, people }: TrickleStatus): string => {
  const lines = [`Old passwords of ${run}`, row('came over', countOf(total, 'confirmed'))]
  if (storedHashes !== undefined) lines.push(row('hashes left', storedHashes))
  if (people)
    lines.push(row('people left in Logto', people.pending), row('marked as migrated', people.migrated))
  const failures = Object.entries(total)
    .filter(([key]) => key !== 'right' && key !== 'confirmed')
    .toSorted(([, a], [, b]) => b - a)
  for (const [key, count] of failures) lines.push(row(readable(key), count))
  if (Object.keys(days).length > 0) {
    lines.push('', 'Tries by day (all, right); a running service adds to them once a minute')
  }
  for (const [day, counts] of Object.entries(days).toSorted(([a], [b]) => a.localeCompare(b))) {
    const { confirmed: _confirmed, ...tries } = counts
    const all = Object.values(tries).reduce((sum, count) => sum + count, 0)
    lines.push(
      `  ${day}  ${all.toLocaleString('en-US')}  ${countOf(counts, 'right').toLocaleString('en-US')}`,
    )
  }
  return `${lines.join('\n')}\n`
}

const countOf = (counts: Record<string, number>, key: string): number => counts[key] ?? 0

const row = (name: string, count: number): string => `  ${name.padEnd(32)} ${count.toLocaleString('en-US')}`

/** `error:upstream_timeout` */
const readable = (key: string): string => key.replace(':', ': ').replaceAll('_', ' ')
