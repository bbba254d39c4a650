import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** The built program; another build can be tested by naming its cli.js in LOGTO_MIGRATE_CLI. */
export const cliPath = resolve(process.env['LOGTO_MIGRATE_CLI'] ?? 'dist/cli.js')

export interface CliOptions {
  cwd: string
  /** Added to a bare environment: nothing of the caller's LOGTO_* settings reaches the program. */
  env?: Record<string, string>
  stdin?: string | Buffer
  /** Called once the process runs; for signals at a moment of the test's choice. */
  onStart?: (child: ChildProcess) => void
}

export interface CliResult {
  stdout: string
  stderr: string
  /** Null when a signal ended it. */
  exitCode: number | null
  signal: NodeJS.Signals | null
}

/** Runs the built program to its end. */
export const runCli = async (args: readonly string[], options: CliOptions): Promise<CliResult> => {
  const { cwd, env = {}, stdin, onStart } = options
  const child = spawn(process.execPath, [cliPath, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // A program that ends before it has read all of its input is no failure of the test.
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin ?? '')
  const ended = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal }))
  })
  onStart?.(child)
  // A test may close a pipe itself.
  const read = (stream: Readable): Promise<string> => text(stream).catch(() => '')
  const [stdout, stderr, end] = await Promise.all([read(child.stdout), read(child.stderr), ended])
  return { stdout, stderr, ...end }
}
