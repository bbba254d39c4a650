import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished } from 'vitest'

const cliPath = resolve(process.env['LOGTO_MIGRATE_CLI'] ?? 'dist/cli.js')

export interface TerminalSession {
  type(text: string): void
  /** Everything the terminal was sent so far. */
  output(): string
  /** Resolves as soon as what was sent after `from` matches; fails when the session ends or 20 s pass before. */
  until(pattern: RegExp, from?: number): Promise<void>
  /** Output behind the program's own, by the shell that ran it: exit code and modes of the terminal. */
  ended: Promise<{ exitCode: number; isSane: boolean }>
}

/** Runs the built program on a terminal of its own, by util-linux's `script`. */
export const startInTerminal = (
  args: readonly string[],
  options: { cwd: string; env: Record<string, string>; columns?: number; rows?: number; stdinFile?: string },
): TerminalSession => {
  const { cwd, env, columns = 80, rows = 24, stdinFile = '/dev/tty' } = options
  const command = [process.execPath, cliPath, ...args].map((part) => `'${part}'`).join(' ')
  const shell = `stty cols ${columns} rows ${rows}; ${command} < ${stdinFile}; code=$?; echo; echo "exit code $code"; stty -a`
  const child = spawn('script', ['-qfc', shell, '/dev/null'], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  let isOver = false
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  child.stdin.on('error', () => undefined)
  const ended = new Promise<{ exitCode: number; isSane: boolean }>((resolve) => {
    child.once('close', () => {
      isOver = true
      const exitCode = Number(/exit code (\d+)/.exec(output)?.[1] ?? Number.NaN)
      const isSet = (mode: string): boolean => new RegExp(`(^|[^-\\w])${mode}\\b`).test(output)
      resolve({ exitCode, isSane: isSet('icanon') && isSet('echo') && isSet('isig') })
    })
  })
  onTestFinished(() => {
    if (!isOver) child.kill('SIGKILL')
  })
  return {
    type: (keys) => child.stdin.write(keys),
    output: () => output,
    until: async (pattern, from = 0) => {
      for (let waited = 0; !pattern.test(stripVTControlCharacters(output.slice(from))); waited += 1) {
        if (isOver || waited > 800) throw new Error(`never came: ${pattern}\n${output.slice(from)}`)
        await sleep(25)
      }
    },
    ended,
  }
}
