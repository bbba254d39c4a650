import type { ImportFlags } from './import-flags.js'
import { importUsers, retryUsers } from '../../jobs/import-users.js'
import { runCheckCommand } from '../check/check.js'
import type { CommandContext } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'
import { openProgressView } from '../../terminal/progress-view.js'
import { tellErrors } from '../terminal/tell-errors.js'
import { withNotice } from './with-notice.js'
import { tellEnd } from './tell-end.js'

/** Runs the import, or resumes it. */
export const runImportCommand = (
  context: CommandContext,
  operands: string[],
  flags: ImportFlags,
): Promise<number> =>
  flags.dryRun === true
    ? runCheckCommand(context, operands, flags)
    : importFiles(context, operands, flags, false)

/** Drives again what failed: the same run, with the failures open again. */
export const runRetryCommand = (
  context: CommandContext,
  operands: string[],
  flags: ImportFlags,
): Promise<number> => importFiles(context, operands, flags, true)

const importFiles = (
  context: CommandContext,
  operands: string[],
  flags: ImportFlags,
  isRetry: boolean,
): Promise<number> =>
  tellErrors(context, flags, async () => {
    const given = await jobOptions(context, operands, flags)
    const insecureHttp = flags.insecureHttp ?? given.config?.target?.insecureHttp
    return withNotice(context, { flags, isRetry, insecureHttp }, async () => {
      const options = { ...given, view: openProgressView(context, flags) }
      const result = await (isRetry ? retryUsers(options) : importUsers(options))
      return { result, exitCode: tellEnd(context, result, { flags, operands, isRetry }) }
    })
  })
