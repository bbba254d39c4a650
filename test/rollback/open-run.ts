import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { runProgram } from '../../src/command-line/program.js'
import type { SandboxOptions } from '../../src/sandbox/sandbox-options.js'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js'
import { requestToken, send } from '../sandbox/sandbox-client.js'
import { createSkippingClock } from '../support/skipping-clock.js'

export interface CommandEnd {
  code: number
  stdout: string
  stderr: string
}

/** An input, a run folder and a target, gone with the test. */
export interface Run {
  sandbox: Sandbox
  path(...names: string[]): string
  has(name: string): Promise<boolean>
  read(name: string): Promise<string>
  /** One call of the Management API. */
  call(method: string, path: string, body?: object): Promise<unknown>
  /** Runs the program in this process; `import` and `verify` get the input. */
  run(argv: string[], options?: { answer?: string; stop?: AbortSignal }): Promise<CommandEnd>
}

/** Both are gone when the test is over. */
export const openRun = async (
  records: object[],
  config: object = {},
  options: SandboxOptions = {},
): Promise<Run> => {
  const effects = createSkippingClock()
  const sandbox = await startSandbox({ effects, ...options })
  onTestFinished(() => sandbox.close())
  const folder = await mkdtemp(join(tmpdir(), 'rollback-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = (...names: string[]): string => join(folder, ...names)
  await writeFile(path('people.ndjson'), records.map((each) => `${JSON.stringify(each)}\n`).join(''))
  await writeFile(path('migrate.config.mjs'), `export default ${JSON.stringify(config)}\n`)
  let authorization: string | undefined
  return {
    sandbox,
    path,
    has: (name) =>
      access(path('run', name)).then(
        () => true,
        () => false,
      ),
    read: (name) => readFile(path('run', name), 'utf8'),
    call: async (method, below, body) => {
      authorization ??= `Bearer ${await requestToken(sandbox.url)}`
      const answer = await send(`${sandbox.url}/api${below}`, method, { authorization }, body)
      if (answer.status >= 300) throw new Error(`${method} ${below}: ${answer.status}`)
      return answer.body
    },
    run: async ([command = '', ...flags], { answer, stop = new AbortController().signal } = {}) => {
      const end = { stdout: '', stderr: '' }
      const input = command === 'rollback' ? [] : [path('people.ndjson')]
      const argv = [command, ...input, '--run', path('run'), '--rate', 'off', ...flags]
      const code = await runProgram(argv, {
        stdout: (text) => void (end.stdout += text),
        stderr: (text) => void (end.stderr += text),
        stdin: Readable.from(answer === undefined ? [] : [Buffer.from(`${answer}\n`)]),
        env: {
          LOGTO_ENDPOINT: sandbox.url,
          LOGTO_APP_ID: 'sandbox-app',
          LOGTO_APP_SECRET: 'sandbox-secret',
        },
        folder,
        isTerminal: answer !== undefined,
        columns: () => 80,
        hasColor: false,
        effects,
        stop,
      })
      return { code, ...end }
    },
  }
}

export const createMissing = {
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
}

/** People with steps, roles and organizations; every third is suspended. */
export const createPeople = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `k${index}`,
    primaryEmail: `person${index}@example.com`,
    isSuspended: index % 3 === 0,
    identities: index % 2 === 0 ? { google: { userId: `g${index}` } } : undefined,
    roles: ['Editor'],
    organizations: [{ id: 'north', name: 'North', roles: ['Owner'] }],
  }))
