#!/usr/bin/env node
// Little is loaded before the program itself: where a process may open few files, the modules of the program are the first
// to miss them, and Node.js would end with 1, which says that records were refused.
import { setFlagsFromString } from 'node:v8'
import { exitCodeOf } from './outcome/exit-code.js'
import { MigrationError } from './outcome/migration-error.js'
import { nameShortage } from './outcome/name-shortage.js'
import { whereToReport } from './jobs/where-to-report.js'
import { openFilesLimit } from './open-files-limit.js'

// What is promised of pace and of what is on disk was measured on Node, and Bun puts a client of its own in undici's place.
if (process.versions['bun'] !== undefined) {
  process.stderr.write(
    'logto-migrate runs on Node, not on Bun: call it by npx logto-migrate, or by bunx without --bun\n',
  )
  process.exit(2)
}

try {
  // V8 learns from a stream of records that records live long, makes them where garbage is rarely collected, and holds twice
  // the memory: 410 MB where 265 do, at the same speed.
  setFlagsFromString('--no-allocation-site-pretenuring')
  // What these hold of every user of a run comes on top of what reading an export takes: garbage is collected once it is half
  // of what is held, not three times that. It costs 7 % of processor time, and saves 60 MB.
  if (process.argv.includes('--delta') || process.argv[2] === 'rollback')
    setFlagsFromString('--heap-growing-percent=50')
} catch {
  // Another runtime has other means.
}

try {
  await import('./main.js')
} catch (cause) {
  const error = nameShortage(cause, openFilesLimit)
  const isKnown = error instanceof MigrationError
  const message = isKnown
    ? `the program could not be loaded: ${error.message}`
    : `this should not have happened; please report it ${whereToReport()}, with the lines on stderr`
  if (process.argv.includes('--json')) {
    const code = isKnown ? error.code : 'crashed'
    process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`)
  }
  process.stderr.write(`logto-migrate: ${message}\n`)
  if (!isKnown) process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`)
  process.exitCode = exitCodeOf(error)
}
