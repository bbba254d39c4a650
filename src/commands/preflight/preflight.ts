import { preflight, type PreflightOptions } from '../../jobs/preflight.js'
import { describePreflight } from '../../preflight/preflight-report.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'

export type PreflightFlags = Omit<PreflightOptions, 'config' | 'folder' | 'env'> & CommonFlags

/** Asks the target whether the run can work. 0 ready, 1 something failed or somebody could not sign in, 3 no access. */
export const runPreflightCommand = async (
  context: CommandContext,
  operands: string[],
  flags: PreflightFlags,
): Promise<number> => {
  const report = await preflight(await jobOptions(context, operands, flags))
  context.stdout(flags.json === true ? `${JSON.stringify(report)}\n` : describePreflight(report))
  return report.isReady && report.withoutSignIn === 0 && report.users !== 0 ? 0 : 1
}
