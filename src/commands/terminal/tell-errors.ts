import { MigrationError } from '../../outcome/migration-error.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { writeEvent } from './tell-event.js'

/** With --json, a run that is broken off has its end among the events too. */
export const tellErrors = async (
  context: CommandContext,
  flags: CommonFlags,
  work: () => Promise<number>,
): Promise<number> => {
  try {
    return await work()
  } catch (error) {
    if (flags.json === true && error instanceof MigrationError) {
      const { code, message } = error
      writeEvent(context, { type: 'end', end: 'error', error: { code, message } })
    }
    throw error
  }
}
