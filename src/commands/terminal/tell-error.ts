import { exitCodeOf } from '../../outcome/exit-code.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { nameShortage } from '../../outcome/name-shortage.js'
import { nameSystemError } from '../../outcome/name-system-error.js'
import { whereToReport } from '../../jobs/where-to-report.js'
import { maskQuoted } from '../../secrets/mask-text.js'
import type { CommandContext } from '../../terminal/command-context.js'

/**
 * Tells why the program ends: a broken run in one line, anything else with its stack. Returns the exit code.
 *
 * @param isJson whether stdout gets a document too
 */
export const tellError = (
  cause: unknown,
  {
    stdout,
    stderr,
    stop,
    openFilesLimit,
  }: Pick<CommandContext, 'stdout' | 'stderr' | 'stop' | 'openFilesLimit'>,
  isJson: boolean,
): number => {
  const isInterrupted = stop.aborted && !(cause instanceof MigrationError)
  const error = isInterrupted
    ? new MigrationError('interrupted', 'interrupted', 'interrupted')
    : nameSystemError(nameShortage(cause, openFilesLimit))
  if (error instanceof MigrationError) {
    const message = maskQuoted(error.message)
    if (isJson) stdout(`${JSON.stringify({ error: { code: error.code, message } })}\n`)
    stderr(`logto-migrate: ${message}\n`)
  } else {
    const message = `this should not have happened; please report it ${whereToReport()}, with the lines on stderr`
    if (isJson) stdout(`${JSON.stringify({ error: { code: 'crashed', message } })}\n`)
    const text = maskQuoted(error instanceof Error ? (error.stack ?? error.message) : String(error))
    stderr(
      `logto-migrate: this should not have happened; please report it ${whereToReport()}, with the lines below and without the export, a run folder or a .env\n${text}\n`,
    )
  }
  return exitCodeOf(error)
}
