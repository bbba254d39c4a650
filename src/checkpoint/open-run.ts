import { randomUUID } from 'node:crypto'
import { access, chmod } from 'node:fs/promises'
import type { Effects } from '../effects/effects.js'
import { MigrationError } from '../outcome/migration-error.js'
import { CheckpointState } from './checkpoint-state.js'
import { checkpointFormat, type RunHeader } from './entry.js'
import { Journal, type SyncMode } from './journal.js'
import { type JournalFile, openJournalFile } from './lines/journal-file.js'
import { acquireLock, type Lock } from './lock.js'
import { readCheckpoint } from './read-checkpoint.js'
import { startOfRun } from './start-of-run.js'
import { isNewerInput, refuseOtherInput, type RunOfCall } from './refuse/refuse-other-input.js'
import { replaceByCopy } from './replace-by-copy.js'
import { createRunFolder, type RunFolder, unwritable } from './run-folder.js'
import { readRollback } from './read-rollback.js'
import { moveAside, setAside } from './set-aside.js'

export interface OpenRunOptions extends RunOfCall {
  /** `resume`: there must be a checkpoint. `fresh`: there must be none, or `isForced` moves it aside. */
  mode: 'auto' | 'resume' | 'fresh'
  isForced?: boolean
  /** Of the secret that fingerprints of passwords are made with. */
  secretCheck?: (runId: string) => string
  sync: SyncMode
  toolVersion: string
  effects: Effects
  /** Clock of the target minus ours, as it was measured last; times in the checkpoint are the target's. @default 0 */
  clockSkewMs?: () => number
  /** @default the real disk */
  openFile?: (path: string, isSynced: boolean) => Promise<JournalFile>
}

/** A run whose lock is held and whose journal takes entries. */
export interface OpenRun {
  journal: Journal
  state: CheckpointState
  run: RunFolder
  isResumed: boolean
  /** Bytes of a torn last line that were cut; 0 when there was none. */
  cutBytes: number
  /** Milliseconds since the start of the run, for the `at` of entries. */
  at(): number
  /** When the sessions before this one wrote their last entry, milliseconds since the start of the run. */
  lastSessionMs: number
  /** Start of the run by the target's clock, milliseconds since the epoch. */
  startedAtMs(): number
  close(why: 'complete' | 'interrupted' | 'stopped'): Promise<void>
}

/**
 * Takes up a run: lock, checkpoint (new or read), torn line cut, and the check that input, preset and target
 * are those it began with. Nothing is sent before this has resolved.
 */
export const openRun = async (options: OpenRunOptions): Promise<OpenRun> => {
  const { run, effects } = options
  await createRunFolder(run)
  const lock = await acquireLock(run.lock, effects.now).catch((cause: unknown) => {
    throw cause instanceof MigrationError ? cause : unwritable(run, cause)
  })
  try {
    return await openLocked(options, lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

const openLocked = async (options: OpenRunOptions, lock: Lock): Promise<OpenRun> => {
  const { run, mode, effects } = options
  let exists = await isThere(run.checkpoint)
  if (await isThere(run.rollback)) {
    // Without its checkpoint the ledger is of a rollback that was killed while it set the files aside.
    if (!exists) await setAside(run, effects.now())
    else if ((await readRollback(run)) !== undefined) {
      if (mode === 'resume' || options.isDelta === true) throw rolledBackError(run)
      // Nothing of it is left in the target: its files make room for the run that begins.
      await setAside(run, effects.now())
      exists = false
    } else if (mode !== 'fresh') throw rollbackBegunError(run)
  }
  if (exists && mode === 'fresh') {
    if (options.isForced !== true) throw presentError(run)
    await setAside(run, effects.now())
    exists = false
  }
  if (!exists && (mode === 'resume' || options.isDelta === true)) throw absentError(run)
  const read = exists ? await readCheckpoint(run.checkpoint) : undefined
  const state = read?.state ?? new CheckpointState()
  if (state.header !== undefined) refuseOtherInput(state.header, state, options)
  if (read !== undefined && (read.tornBytes > 0 || !state.isClosed))
    await replaceByCopy(run.checkpoint, read.validBytes)

  const isSynced = options.sync !== 'never'
  const file = await (options.openFile ?? openJournalFile)(run.checkpoint, isSynced).catch(
    (cause: unknown) => {
      throw unwritable(run, cause)
    },
  )
  const journal = new Journal(file, state, options.sync, read?.chain)
  const isResumed = state.header !== undefined
  const header = state.header ?? createHeader(options)
  const lastSessionMs = state.lastAtMs
  const clockSkewMs = steadySkew(options.clockSkewMs)
  const startedAtMs = (): number => startOfRun(header, clockSkewMs())
  // A clock that was set back must not make the run go backwards in time.
  const at = (): number => Math.max(0, Math.round(effects.now() + clockSkewMs() - startedAtMs()))
  try {
    await chmod(run.checkpoint, 0o600)
    if (!isResumed) await journal.append(header)
    if (isResumed && options.isDelta === true && isNewerInput(state, options)) {
      const secret = options.secretCheck?.(header.run)
      // What was refused in the export before is no longer of interest.
      await moveAside([run.rejectedNdjson, run.rejectedCsv], options.effects.now())
      const { input, related } = options
      await journal.append({ t: 'delta', at: at(), input, related, secret })
    }
    await journal.append({ t: 'open', at: at() })
  } catch (error) {
    await file.close()
    throw error
  }
  return {
    journal,
    state,
    run,
    isResumed,
    cutBytes: read?.tornBytes ?? 0,
    at,
    startedAtMs,
    lastSessionMs,
    close: async (why) => {
      try {
        if (journal.failure === undefined) journal.note({ t: 'close', at: at(), why })
        await journal.close()
      } finally {
        await lock.release()
      }
    },
  }
}

/**
 * The skew is measured to a second or so, each time a token comes. Within a session it is taken for another one only
 * where it is more than that: times of one record are compared with each other.
 */
const steadySkew = (measure: () => number = () => 0): (() => number) => {
  let skewMs = measure()
  return () => {
    const fresh = measure()
    if (Math.abs(fresh - skewMs) > measuredToMs) skewMs = fresh
    return skewMs
  }
}

const measuredToMs = 3000

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const createHeader = (options: OpenRunOptions): RunHeader => {
  const { effects, source, input, related, target, toolVersion, secretCheck, clockSkewMs = () => 0 } = options
  const runId = randomUUID()
  return {
    t: 'run',
    format: checkpointFormat,
    run: runId,
    tool: toolVersion,
    at: new Date(effects.now() + clockSkewMs()).toISOString(),
    source,
    input,
    related,
    target,
    shard: options.shard,
    secret: secretCheck?.(runId),
  }
}

const presentError = (run: RunFolder): MigrationError =>
  new MigrationError(
    'checkpoint',
    'checkpoint_present',
    `${run.checkpoint} exists: leave --fresh out to resume it, name another folder with --run, or add --force to set it aside`,
  )

const absentError = (run: RunFolder): MigrationError =>
  new MigrationError(
    'checkpoint',
    'checkpoint_absent',
    `there is no checkpoint in ${run.folder}: leave --resume and --delta out to begin a new run, or name its folder with --run`,
  )

const rolledBackError = (run: RunFolder): MigrationError =>
  new MigrationError(
    'checkpoint',
    'rolled_back',
    `the run in ${run.folder} was rolled back, and there is nothing to go on with: leave --resume and --delta out to begin a new one`,
  )

/** Its checkpoint says that users are there who are being deleted. */
const rollbackBegunError = (run: RunFolder): MigrationError =>
  new MigrationError(
    'checkpoint',
    'rollback_begun',
    `the run in ${run.folder} is being rolled back: finish that with logto-migrate rollback ${run.folder}, or begin anew with --fresh --force`,
  )
