import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import type { runProgram } from '../../src/command-line/program.js'
import type { Effects } from '../../src/effects/effects.js'
import { systemEffects } from '../../src/effects/system-effects.js'
import { type CliOptions, type CliResult, cliPath } from './run-cli.js'

const home = process.cwd()
let running = 0

export interface InProcessOptions extends Omit<CliOptions, 'onStart'> {
  /** @default the system's */
  effects?: Effects
  /** Aborting it is what SIGTERM is to a process. */
  signal?: AbortSignal
  /** Told what is printed, when it is. */
  onStdout?: (text: string) => void
}

/**
 * Runs a command of the built program in the process of the tests: the files of `dist`, whole and as they are, without the
 * second that a process of their own takes to load them. For tests of what a command does; what a process is needed for
 * (signals, crashes, files of config that change) is `runCli`'s. Of several at once all have one folder.
 */
export const runInProcess = async (
  args: readonly string[],
  { cwd, env = {}, stdin = '', effects = systemEffects, signal, onStdout }: InProcessOptions,
): Promise<CliResult> => {
  const program = await import(pathToFileURL(resolve(dirname(cliPath), 'command-line/program.js')).href)
  const run: typeof runProgram = program.runProgram
  const end = { stdout: '', stderr: '' }
  running += 1
  // Names of files are those of the folder that a program is started in.
  process.chdir(cwd)
  const exitCode = await run([...args], {
    stdout: (text) => {
      end.stdout += text
      onStdout?.(text)
    },
    stderr: (text) => void (end.stderr += text),
    stdin: Readable.from([Buffer.from(stdin)]),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    folder: cwd,
    isTerminal: false,
    isOutputTerminal: false,
    columns: () => 80,
    hasColor: false,
    effects,
    stop: signal ?? new AbortController().signal,
  }).finally(() => {
    running = Math.max(0, running - 1)
    if (running === 0) process.chdir(home)
  })
  return { ...end, exitCode, signal: null }
}

/** For the end of a test: one that ran out of time has commands at work, and the tests after it name files from the top. */
export const returnHome = (): void => {
  running = 0
  process.chdir(home)
}
