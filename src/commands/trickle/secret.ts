import { openJob } from '../../jobs/job-options.js'
import { locateTrickle, makeSecret } from '../../jobs/trickle/trickle-files.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'

/** Says where the secret is, never what it is. */
export const runTrickleSecretCommand = async (
  context: CommandContext,
  _operands: string[],
  flags: CommonFlags & { run?: string },
): Promise<number> => {
  const options = await jobOptions(context, [], flags)
  const job = openJob(options)
  const files = await locateTrickle(options.run, job)
  const { isNew } = await makeSecret(files, job)
  const where = context.env['TRICKLE_SECRET'] ? 'TRICKLE_SECRET' : files.secret
  if (flags.json === true) context.stdout(`${JSON.stringify({ where, isNew })}\n`)
  else context.stdout(isNew ? `The secret is in ${where}.\n` : `There is a secret already: ${where}.\n`)
  return 0
}
