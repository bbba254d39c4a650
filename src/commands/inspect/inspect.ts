import { inspectFiles } from '../../jobs/inspect-files.js'
import type { JobOptions } from '../../jobs/job-options.js'
import { describeInspection } from '../../report/census/inspection-text.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'

/** Says what an input is, from its content alone. 1 when it cannot be told which of two systems it is from, or is empty. */
export const runInspectCommand = async (
  context: CommandContext,
  operands: string[],
  flags: Omit<JobOptions, 'config' | 'folder' | 'env'> & CommonFlags,
): Promise<number> => {
  const { inspection, isUnclear } = await inspectFiles(await jobOptions(context, operands, flags))
  context.stdout(flags.json === true ? `${JSON.stringify(inspection)}\n` : describeInspection(inspection))
  return isUnclear || inspection.records === 0 ? 1 : 0
}
