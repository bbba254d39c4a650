#!/usr/bin/env node
import { runProgram } from './commands/program.js'
import { systemEffects } from './effects/system-effects.js'

/** The first signal stops in good order, the second at once: the checkpoint holds either way. */
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort(signal)
  })
}

// A reader that has seen enough (`| head`) is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

process.exitCode = await runProgram(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  stdin: process.stdin,
  env: process.env,
  folder: process.cwd(),
  isTerminal: process.stderr.isTTY === true,
  columns: () => process.stderr.columns ?? 80,
  hasColor: process.stderr.isTTY === true && (process.env['NO_COLOR'] ?? '') === '',
  effects: systemEffects,
  stop: stop.signal,
})
