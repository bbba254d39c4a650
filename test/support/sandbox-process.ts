import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Effects } from '../../src/effects/effects.js'
import type { SandboxOptions } from '../../src/sandbox/sandbox-options.js'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js'
import { type CliOptions, type CliResult, runCli } from './run-cli.js'
import { type InProcessOptions, returnHome, runInProcess } from './run-in-process.js'

/** A folder of its own and a target of its own for one test. */
export interface Rehearsal {
  folder: string
  sandbox: Sandbox
  /** LOGTO_* settings that reach the sandbox. */
  env: Record<string, string>
  /** Runs a command of the built program in the folder, against the sandbox, without a process of its own. */
  run(args: readonly string[], options?: Partial<InProcessOptions>): Promise<CliResult>
  /** The same as a process, for what only a process shows. */
  spawn(args: readonly string[], options?: Partial<CliOptions>): Promise<CliResult>
  /** Path below the folder. */
  path(...names: string[]): string
}

export interface RehearsalOptions extends SandboxOptions {
  /** Of the sandbox and of what runs in this process: a test that would wait for minutes gives both a skipping clock. */
  effects?: Effects
}

/** Starts both; both are gone when the test is over. */
export const startRehearsal = async (options: RehearsalOptions = {}): Promise<Rehearsal> => {
  const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-test-'))
  // What a Logto as it comes has.
  const sandbox = await startSandbox({ pool: 20, ...options })
  const env = {
    LOGTO_ENDPOINT: sandbox.url,
    LOGTO_APP_ID: options.appId ?? 'sandbox-app',
    LOGTO_APP_SECRET: options.appSecret ?? 'sandbox-secret',
  }
  const ofRun = options.effects === undefined ? {} : { effects: options.effects }
  onTestFinished(async () => {
    returnHome()
    await sandbox.close()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    folder,
    sandbox,
    env,
    run: (args, { env: more, ...rest } = {}) =>
      runInProcess(args, { cwd: folder, env: { ...env, ...more }, ...ofRun, ...rest }),
    spawn: (args, { env: more, ...rest } = {}) =>
      runCli(args, { cwd: folder, env: { ...env, ...more }, ...rest }),
    path: (...names) => join(folder, ...names),
  }
}
