import { readRollback } from '../../checkpoint/read-rollback.js'
import { locateRun } from '../../checkpoint/run-folder.js'
import { readCheckpoint } from '../../checkpoint/read-checkpoint.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { describeStatus, summariseRun } from '../../report/run-summary.js'
import { runPathOrOnly } from '../../jobs/run-path.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'

export interface StatusFlags extends CommonFlags {
  check?: boolean
}

/** Says where a run stands, from what lies in its folder. 0 when it is complete and clean, else 1. */
export const runStatusCommand = async (
  context: CommandContext,
  operands: string[],
  flags: StatusFlags,
): Promise<number> => {
  const folder = await runPathOrOnly(operands[0], context.folder)
  const run = locateRun(folder)
  const read = await readCheckpoint(run.checkpoint).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new MigrationError('checkpoint', 'checkpoint_absent', `there is no checkpoint in ${folder}`)
  })
  const rolledBack = await readRollback(run)
  const summary = {
    ...summariseRun(read.state),
    ...(rolledBack && { rolledBack }),
    lines: read.lines,
    tornBytes: read.tornBytes,
  }
  if (flags.json === true) context.stdout(`${JSON.stringify({ run: folder, ...summary })}\n`)
  else context.stdout(describeStatus(folder, summary))
  if (flags.check === true) {
    // Reading has audited every line: shape, order and agreement with the lines before it.
    context.stderr(
      read.tornBytes === 0
        ? `All ${read.lines} lines are sound.\n`
        : `All ${read.lines} whole lines are sound; ${read.tornBytes} bytes of a torn last line will be cut when the run is resumed.\n`,
    )
  }
  if (rolledBack !== undefined) return 1
  return summary.isComplete && summary.counts.failed === 0 && summary.counts.rejected === 0 ? 0 : 1
}
