import { readFileSync } from 'node:fs'
import { openTerminal } from './terminal/open-terminal.js'
import { runProgram } from './command-line/program.js'
import { tellError } from './commands/terminal/tell-error.js'
import { systemEffects } from './effects/system-effects.js'
import { createLeaver } from './leave-process.js'
import { openFilesLimit } from './open-files-limit.js'
import { escapeControls } from './outcome/escape-controls.js'
import { crashCode, exitCodes } from './outcome/exit-code.js'

/** The first signal stops in good order, the second at once: the checkpoint holds either way. */
const stop = new AbortController()
const leaver = createLeaver(process, exitCodes.interrupted)
const interrupt = (signal: NodeJS.Signals): void => {
  if (stop.signal.aborted) return leaver.leaveNow()
  stop.abort(signal)
  leaver.leaveOnceStuck(() => {
    stderr('logto-migrate: interrupted, while a file or a pipe was waited for that did not answer\n')
  })
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)

const stdout = (text: string): boolean => process.stdout.write(text)
const stderr = (text: string): boolean => process.stderr.write(text)

// Node would end with 1, which says that records were refused.
const crash = (error: unknown): void => {
  const output = {
    stdout: (text: string) => stdout(escapeControls(text)),
    stderr: (text: string) => stderr(escapeControls(text)),
    stop: stop.signal,
    openFilesLimit,
  }
  process.exit(tellError(error, output, process.argv.includes('--json')))
}
process.on('uncaughtException', crash)
process.on('unhandledRejection', crash)
// Nothing was left to wait for, and the command has not ended.
process.on('exit', (code) => {
  if (code === 13) process.exitCode = crashCode
})

// A reader that has seen enough (`| head`) is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

/** By Linux's process table, elsewhere by `ps`, which marks the foreground with a plus sign. */
const isForeground = (): boolean => {
  // There are no such jobs.
  if (process.platform === 'win32') return true
  try {
    // pid (name) state ppid pgrp session tty tpgid
    const [, , group, , , foregroundGroup] = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return group === foregroundGroup
  } catch {
    try {
      return (
        process
          // Not loaded by a plain import: it would make every start slower.
          .getBuiltinModule('node:child_process')
          .execFileSync('ps', ['-o', 'stat=', '-p', String(process.pid)], { encoding: 'utf8' })
          .includes('+')
      )
    } catch {
      return false
    }
  }
}

const hasTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true

process.exitCode = await runProgram(process.argv.slice(2), {
  stdout,
  stderr,
  stdin: process.stdin,
  env: process.env,
  folder: process.cwd(),
  isTerminal: process.stderr.isTTY === true,
  isOutputTerminal: process.stdout.isTTY === true,
  isOutputClosed: () => !process.stdout.writable,
  columns: () => process.stderr.columns ?? 80,
  hasColor: process.stderr.isTTY === true && (process.env['NO_COLOR'] ?? '') === '',
  effects: systemEffects,
  stop: stop.signal,
  openFilesLimit,
  interrupt: () => interrupt('SIGINT'),
  terminal: hasTerminal
    ? openTerminal({
        stdin: process.stdin,
        output: process.stderr,
        write: (text) => process.stderr.write(text),
        rows: () => process.stderr.rows ?? 24,
        isForeground,
        interrupt: () => interrupt('SIGINT'),
        // The group, as Ctrl-Z does: whoever started this program is to stop with it.
        suspend: () => void (process.platform === 'win32' || process.kill(0, 'SIGTSTP')),
        onContinue: (listener) => process.on('SIGCONT', listener),
        onExit: (listener) => process.on('exit', listener),
        stop: stop.signal,
      })
    : undefined,
})
