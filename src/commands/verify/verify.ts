import { verifyUsers, type VerifyUsersOptions } from '../../jobs/verify-users.js'
import { describeVerification } from '../../verify/verification-text.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'

export type VerifyFlags = Omit<VerifyUsersOptions, 'config' | 'folder' | 'env'> & CommonFlags

/** Compares the target with the source, and proves known passwords there. 0 when all is as it should be, else 1. */
export const runVerifyCommand = async (
  context: CommandContext,
  operands: string[],
  flags: VerifyFlags,
): Promise<number> => {
  const verification = await verifyUsers(await jobOptions(context, operands, flags))
  context.stdout(
    flags.json === true ? `${JSON.stringify(verification)}\n` : describeVerification(verification),
  )
  return verification.isVerified ? 0 : 1
}
