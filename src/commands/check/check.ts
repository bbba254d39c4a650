import { checkUsers, type CheckUsersOptions } from '../../jobs/check-users.js'
import { describePreflight } from '../../preflight/preflight-report.js'
import { describeCensus } from '../../report/census/census-text.js'
import { describeColumns } from '../../report/census/column-text.js'
import { describeProofs } from '../../verify/proofs/proof-text.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { describeInputNotes } from '../terminal/describe-input-notes.js'
import { jobOptions } from '../terminal/job-options.js'
import { describeInvitationCheck } from './describe-invitations.js'

export type CheckFlags = Omit<CheckUsersOptions, 'config' | 'folder' | 'env'> & CommonFlags

/** Reads, maps and validates everything. 0 when an import could begin, else 1. */
export const runCheckCommand = async (
  context: CommandContext,
  operands: string[],
  flags: CheckFlags,
): Promise<number> => {
  const { report, isReady } = await checkUsers(await jobOptions(context, operands, flags))
  if (flags.json === true) context.stdout(`${JSON.stringify(report)}\n`)
  else {
    const { notes, columns, records, invitations, passwordProof, online } = report
    context.stdout(describeInputNotes(notes))
    context.stdout(describeCensus(report, report, describeColumns(columns, records)))
    if (invitations !== undefined) context.stdout(describeInvitationCheck(invitations))
    if (passwordProof !== undefined) context.stdout(describeProofs(passwordProof))
    if (online !== undefined) context.stdout(`\n${describePreflight(online)}`)
  }
  return isReady ? 0 : 1
}
