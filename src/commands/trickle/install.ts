import { installTrickle, type InstallTrickleOptions } from '../../jobs/trickle/install-trickle.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'

export type TrickleInstallFlags = CommonFlags & Omit<InstallTrickleOptions, 'config' | 'env' | 'folder'>

const sentences = {
  installed: 'The action is in place: Logto ran it, and the service answered.',
  updated: 'The action is in place again, as this version has it.',
  replaced: 'The action is in place of the one that was there, which is kept: trickle remove puts it back.',
}

export const runTrickleInstallCommand = async (
  context: CommandContext,
  _operands: string[],
  flags: TrickleInstallFlags,
): Promise<number> => {
  const action = await installTrickle(await jobOptions(context, [], flags))
  context.stdout(flags.json === true ? `${JSON.stringify({ action })}\n` : `${sentences[action]}\n`)
  return 0
}
