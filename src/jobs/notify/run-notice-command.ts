import { spawn } from 'node:child_process'
import type { NotifierParts } from './notifier.js'
import type { RunNotice } from './run-notice.js'

const timeoutMs = 30_000

/** What the command has no use for. */
const secrets = new Set(['LOGTO_APP_SECRET', 'LEGACY_STORE_KEY', 'TRICKLE_SECRET', 'LOGTO_MIGRATE_REDIS'])

/**
 * Runs a command of the shell with the notice on its standard input. What it prints is nobody's result and goes nowhere.
 *
 * @returns why it failed; undefined when it ended with 0
 */
export const runNoticeCommand = (
  command: string,
  notice: RunNotice,
  { env, folder }: Pick<NotifierParts, 'env' | 'folder'>,
): Promise<string | undefined> =>
  new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      cwd: folder,
      env: Object.fromEntries(Object.entries(env).filter(([name]) => !secrets.has(name))),
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    child.once('error', (error: NodeJS.ErrnoException) => resolve(`it could not be started (${error.code})`))
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined)
      else if (signal === 'SIGKILL') resolve(`it was still running after ${timeoutMs / 1000} s`)
      else resolve(`it ended with ${code ?? signal}`)
    })
    // A command that reads nothing is no failure.
    child.stdin.on('error', () => undefined)
    child.stdin.end(`${JSON.stringify(notice)}\n`)
  })
