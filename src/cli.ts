#!/usr/bin/env node
// Little is loaded before the program itself: where a process may open few files, the modules of the program are the first
// to miss them, and Node.js would end with 1, which says that records were refused.
import { exitCodeOf } from './outcome/exit-code.js'
import { MigrationError } from './outcome/migration-error.js'
import { nameShortage } from './outcome/name-shortage.js'
import { openFilesLimit } from './open-files-limit.js'

try {
  await import('./main.js')
} catch (cause) {
  const error = nameShortage(cause, openFilesLimit)
  const isKnown = error instanceof MigrationError
  const message = isKnown
    ? `the program could not be loaded: ${error.message}`
    : 'this should not have happened; please report it with the lines on stderr'
  if (process.argv.includes('--json')) {
    const code = isKnown ? error.code : 'crashed'
    process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`)
  }
  process.stderr.write(`logto-migrate: ${message}\n`)
  if (!isKnown) process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`)
  process.exitCode = exitCodeOf(error)
}
