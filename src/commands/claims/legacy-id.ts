import {
  installLegacyIdClaim,
  type LegacyIdClaimOptions,
  removeLegacyIdClaim,
} from '../../jobs/claims/legacy-id-claim.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'

export type LegacyIdFlags = CommonFlags & Omit<LegacyIdClaimOptions, 'config' | 'env' | 'folder'>

const sentences = {
  installed: 'Access tokens that are issued from now on have the claim.',
  updated: 'The script is in place again, as this version and --claim have it.',
  removed: 'The script is out.',
  absent: 'There was no script to take out.',
}

export const runLegacyIdCommand = async (
  context: CommandContext,
  [what]: string[],
  flags: LegacyIdFlags,
): Promise<number> => {
  if (what !== 'install' && what !== 'remove') {
    throw new MigrationError(
      'usage',
      'flag_invalid',
      `claims legacy-id takes install or remove, got "${what}"`,
    )
  }
  const options = await jobOptions(context, [], flags)
  const outcome = await (what === 'install' ? installLegacyIdClaim(options) : removeLegacyIdClaim(options))
  context.stdout(flags.json === true ? `${JSON.stringify({ outcome })}\n` : `${sentences[outcome]}\n`)
  return 0
}
