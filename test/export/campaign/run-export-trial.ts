import { readFile, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Manifest } from '../../../src/export/manifest/manifest-schema.js'
import { examineExport } from './examine-export.js'
import type { ExportTrial } from './export-trial.js'

export interface Ended {
  exitCode: number | null
  stdout: string
  stderr: string
  seconds?: number
  peakMb?: number
}

/** How a campaign runs the program: with whatever folder and target it has. */
export interface TrialDrive {
  run(args: readonly string[], env: Record<string, string>): Promise<Ended>
  /** Ends it with SIGKILL as soon as it is time. @returns whether it came to that */
  kill(args: readonly string[], env: Record<string, string>, isTime: () => Promise<boolean>): Promise<boolean>
  path(...names: string[]): string
}

export interface TrialOptions {
  /** At which shares of a whole export it is killed. */
  kills: readonly number[]
  /** Between two turns of the other client. */
  pauseMs: number
}

/** What came of it; `lost`, `doubled` and `torn` must be 0. */
export interface TrialResult {
  seconds: number
  peakMb: number
  kills: number
  lost: number
  doubled: number
  torn: number
  /** Turns of the other client while the whole export ran, and those after the moment that it shows. */
  turns: number
  turnsUnseen: number
  importSeconds: number
  verifySeconds: number
  /** Users of the killed export's files, and how many of them stand in the target as the files say. */
  exported: number
  verified: number
}

/**
 * One system from end to end, while another client writes to it: exported as a whole; exported, killed and gone on
 * with; the latter imported and verified field by field.
 */
export const runExportTrial = async (
  trial: ExportTrial,
  drive: TrialDrive,
  { kills, pauseMs }: TrialOptions,
): Promise<TrialResult> => {
  const command = ['export', trial.system, ...trial.args]
  const writer = new OtherClient(trial, pauseMs)
  await writer.start()
  const before = writer.turns
  const whole = mustSucceed(await drive.run([...command, '--to', 'whole', '--json'], trial.env))
  await writer.stop()
  const seen = await examineExport(drive.path('whole'), manifestOf(whole), trial)

  const ledgerBytes = (await stat(drive.path('whole', 'ledger.ndjson'))).size
  await writer.start()
  let killed = 0
  for (const share of kills) {
    const isTime = async (): Promise<boolean> =>
      (await sizeOf(drive.path('torn', 'ledger.ndjson'))) > share * ledgerBytes
    if (!(await drive.kill([...command, '--to', 'torn'], trial.env, isTime))) break
    killed += 1
  }
  await mustBeWhole(drive, [...command, '--to', 'torn', '--json'], trial)
  await writer.stop()
  const manifest = JSON.parse(await readFile(drive.path('torn', 'manifest.json'), 'utf8')) as Manifest
  const resumed = await examineExport(drive.path('torn'), manifest, trial)

  const imported = mustSucceed(await drive.run(['import', 'torn', '--rate', 'off', '--yes', '--json'], {}))
  const verified = mustSucceed(await drive.run(['verify', 'torn', '--rate', 'off', '--json'], {}))
  const { compared } = JSON.parse(verified.stdout) as { compared: { users: number } }
  const { records: exported } = manifest.files.find(({ name }) => name === 'users')!
  return {
    seconds: whole.seconds ?? 0,
    peakMb: whole.peakMb ?? 0,
    kills: killed,
    lost: seen.lost + resumed.lost,
    doubled: seen.doubled + resumed.doubled,
    torn: trial.isSnapshot ? seen.torn : 0,
    turns: writer.turns - before,
    turnsUnseen: Math.round((writer.movedAfterFirst - seen.moved) / writer.usersPerTurn),
    importSeconds: imported.seconds ?? 0,
    verifySeconds: verified.seconds ?? 0,
    exported,
    verified: compared.users,
  }
}

/** Somebody who writes to the system all the time. */
class OtherClient {
  turns = 0
  /** Users that were renamed when it was stopped for the first time. */
  movedAfterFirst = 0
  readonly usersPerTurn: number
  readonly #trial: ExportTrial
  readonly #pauseMs: number
  #stopper = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(trial: ExportTrial, pauseMs: number) {
    this.#trial = trial
    this.#pauseMs = pauseMs
    this.usersPerTurn = Math.ceil(trial.users / 500)
  }

  /** Resolves after its first turn. */
  async start(): Promise<void> {
    this.#stopper = new AbortController()
    await this.#turn()
    this.#running = this.#goOn(this.#stopper.signal)
  }

  async stop(): Promise<void> {
    this.#stopper.abort()
    await this.#running
    if (this.movedAfterFirst === 0) {
      this.movedAfterFirst = Math.min(this.#trial.users, this.turns * this.usersPerTurn)
    }
  }

  async #goOn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#turn()
      await sleep(this.#pauseMs)
    }
  }

  async #turn(): Promise<void> {
    const { users } = this.#trial
    const first = ((this.turns * this.usersPerTurn) % users) + 1
    this.turns += 1
    const added = users + this.turns
    // Whoever is numbered up to `users` stays.
    const removed = added - 5 > users ? added - 5 : 0
    await this.#trial.write({ first, last: first + this.usersPerTurn - 1, added, removed })
  }
}

const mustSucceed = (ended: Ended): Ended => {
  if (ended.exitCode === 0) return ended
  throw new Error(`exit code ${ended.exitCode}\n${ended.stderr}\n${ended.stdout}`)
}

const manifestOf = ({ stdout }: Ended): Manifest => (JSON.parse(stdout) as { manifest: Manifest }).manifest

/** What was not killed in time is whole already. */
const mustBeWhole = async (
  drive: TrialDrive,
  args: readonly string[],
  { env }: ExportTrial,
): Promise<void> => {
  if ((await sizeOf(drive.path('torn', 'manifest.json'))) > 0) return
  mustSucceed(await drive.run(args, env))
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )
