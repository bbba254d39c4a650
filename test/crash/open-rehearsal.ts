import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import { encodeEntries } from '../checkpoint/encode-entries.js'
import { readEntries } from '../../src/checkpoint/read-checkpoint.js'
import { runProgram } from '../../src/command-line/program.js'
import type { Effects } from '../../src/effects/effects.js'
import type { SandboxOptions } from '../../src/sandbox/sandbox-options.js'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js'
import { createSkippingClock } from '../support/skipping-clock.js'

export interface Rehearsal {
  sandbox: Sandbox
  /** The time of the sandbox and of the program: both skip what nobody does anything in. */
  clock: Effects
  /** Writes another config, for `--config`, and gives its path. Under a new name: modules are loaded once. */
  writeConfig(name: string, text: string): Promise<string>
  /** Runs a command of the program in this process, on `people.ndjson` and the config. */
  run(command: 'import' | 'retry', flags?: string[], options?: RunOptions): Promise<CommandEnd>
  readCheckpoint(): Promise<CheckpointEntry[]>
  /** Text of a file in the run folder. */
  readRunFile(name: string): Promise<string>
  /** Replaces the checkpoint, as if the process had been killed after its last entry. */
  writeCheckpoint(entries: CheckpointEntry[]): Promise<void>
}

interface RunOptions {
  effects?: Effects
  /** Aborted like by the first Ctrl-C. */
  stop?: AbortSignal
}

export interface CommandEnd {
  code: number
  stdout: string
  stderr: string
}

/** A sandbox, an input and a run folder, gone with the test. */
export const openRehearsal = async (
  records: object[],
  config: object = {},
  options: SandboxOptions = {},
): Promise<Rehearsal> => {
  const clock = createSkippingClock()
  // What a Logto as it comes has.
  const sandbox = await startSandbox({ pool: 20, effects: clock, ...options })
  onTestFinished(() => sandbox.close())
  const folder = await mkdtemp(join(tmpdir(), 'rehearsal-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'people.ndjson'), records.map((each) => `${JSON.stringify(each)}\n`).join(''))
  const writeConfig = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  await writeConfig('migrate.config.mjs', `export default ${JSON.stringify(config)}\n`)
  const checkpoint = join(folder, 'run', 'checkpoint.ndjson')

  return {
    sandbox,
    clock,
    writeConfig,
    run: async (command, flags = [], { effects = clock, stop } = {}) => {
      const end = { stdout: '', stderr: '' }
      const paths = [join(folder, 'people.ndjson'), '--run', join(folder, 'run')]
      const argv = [command, ...paths, '--source', 'generic', '--rate', 'off', '--json', ...flags]
      const code = await runProgram(argv, {
        stdout: (text) => void (end.stdout += text),
        stderr: (text) => void (end.stderr += text),
        stdin: Readable.from([]),
        env: {
          LOGTO_ENDPOINT: sandbox.url,
          LOGTO_APP_ID: 'sandbox-app',
          LOGTO_APP_SECRET: 'sandbox-secret',
        },
        folder,
        isTerminal: false,
        columns: () => 80,
        hasColor: false,
        effects,
        stop: stop ?? new AbortController().signal,
      })
      return { code, ...end }
    },
    readRunFile: (name) => readFile(join(folder, 'run', name), 'utf8'),
    readCheckpoint: async () => {
      const all: CheckpointEntry[] = []
      for await (const entries of readEntries(checkpoint)) all.push(...entries)
      return all
    },
    writeCheckpoint: (entries) => writeFile(checkpoint, encodeEntries(entries).join('')),
  }
}
