import { randomUUID } from 'node:crypto'
import { access, chmod, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Effects } from '../effects/effects.js'
import { MigrationError } from '../outcome/migration-error.js'
import { CheckpointState } from './checkpoint-state.js'
import { checkpointFormat, type InputFile, type RunHeader } from './entry.js'
import { Journal, type SyncMode } from './journal.js'
import { type JournalFile, openJournalFile } from './journal-file.js'
import { acquireLock, type Lock } from './lock.js'
import { readCheckpoint } from './read-checkpoint.js'
import { startOfRun } from './start-of-run.js'
import { replaceByCopy } from './replace-by-copy.js'
import { createRunFolder, type RunFolder, unwritable } from './run-folder.js'

export interface OpenRunOptions {
  run: RunFolder
  /** Preset, input and target of this call; compared with those of the checkpoint. */
  source: string
  input: InputFile[]
  target: { endpoint: string; tenantId: string }
  /** The part of the input that the run drives: `2/4`. */
  shard?: string | undefined
  /** `resume`: there must be a checkpoint. `fresh`: there must be none, or `isForced` moves it aside. */
  mode: 'auto' | 'resume' | 'fresh'
  isForced?: boolean
  /** The input is a newer export of the same system: a new pass begins, unless this one began before. */
  isDelta?: boolean
  /** Of the secret that fingerprints of passwords are made with. */
  secretCheck?: (runId: string) => string
  sync: SyncMode
  toolVersion: string
  effects: Effects
  /** Clock of the target minus ours, as it was measured last; times in the checkpoint are the target's. @default 0 */
  clockSkewMs?: () => number
  /** @default the real disk */
  openFile?: (path: string) => Promise<JournalFile>
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
    else if (mode !== 'fresh') throw rollbackBegunError(run)
  }
  if (exists && mode === 'fresh') {
    if (options.isForced !== true) throw presentError(run)
    await setAside(run, effects.now())
    exists = false
  }
  if (!exists && (mode === 'resume' || options.isDelta === true)) throw absentError(run)
  const read = exists ? await readCheckpoint(run.checkpoint) : undefined
  const state = read?.state ?? new CheckpointState()
  if (state.header !== undefined) refuseForeign(state.header, state, options)
  if (read !== undefined && (read.tornBytes > 0 || !state.isClosed))
    await replaceByCopy(run.checkpoint, read.validBytes)

  const file = await (options.openFile ?? openJournalFile)(run.checkpoint).catch((cause: unknown) => {
    throw unwritable(run, cause)
  })
  await chmod(run.checkpoint, 0o600)
  const journal = new Journal(file, state, options.sync, read?.chain)
  const isResumed = state.header !== undefined
  const header = state.header ?? createHeader(options)
  const lastSessionMs = state.lastAtMs
  const clockSkewMs = steadySkew(options.clockSkewMs)
  const startedAtMs = (): number => startOfRun(header, clockSkewMs())
  // A clock that was set back must not make the run go backwards in time.
  const at = (): number => Math.max(0, Math.round(effects.now() + clockSkewMs() - startedAtMs()))
  try {
    if (!isResumed) await journal.append(header)
    if (isResumed && options.isDelta === true && isNewerInput(state, options.input)) {
      const secret = options.secretCheck?.(header.run)
      // What was refused in the export before is no longer of interest.
      await moveAside([run.rejectedNdjson, run.rejectedCsv], options.effects.now())
      await journal.append({ t: 'delta', at: at(), input: options.input, secret })
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

/**
 * The files of an earlier run stay, under another name; none of them may be taken for one of the new run. The
 * checkpoint goes first: without it nothing else is taken for valid.
 */
export const setAside = async (run: RunFolder, nowMs: number): Promise<void> => {
  const { folder, checkpoint, rejectedNdjson, rejectedCsv, idMap, changes, rollback } = run
  const beside = besideFiles.map((name) => join(folder, name))
  await moveAside([checkpoint, rejectedNdjson, rejectedCsv, idMap, changes, ...beside, rollback], nowMs)
}

/** What other commands keep in the run folder. */
const besideFiles = ['summary.json', 'sign-ins.json', 'never-signed-in.csv', 'differences.ndjson']

const moveAside = async (paths: string[], nowMs: number): Promise<void> => {
  for (const path of paths) {
    await rename(path, `${path}.${Math.floor(nowMs)}.old`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
}

const createHeader = (options: OpenRunOptions): RunHeader => {
  const { effects, source, input, target, toolVersion, secretCheck, clockSkewMs = () => 0 } = options
  const runId = randomUUID()
  return {
    t: 'run',
    format: checkpointFormat,
    run: runId,
    tool: toolVersion,
    at: new Date(effects.now() + clockSkewMs()).toISOString(),
    source,
    input,
    target,
    shard: options.shard,
    secret: secretCheck?.(runId),
  }
}

const refuseForeign = (header: RunHeader, state: CheckpointState, options: OpenRunOptions): void => {
  const { run, source, input, target, isDelta } = options
  const before = state.input
  const foreign = [
    difference('target', header.target.endpoint, target.endpoint),
    difference('tenant', header.target.tenantId, target.tenantId),
    difference('source', header.source, source),
    difference('shard', header.shard ?? 'none', options.shard ?? 'none'),
  ]
  const other = [
    difference('number of files', String(before.length), String(input.length)),
    ...before.map((file, index) => describeChange(file, input[index])),
  ]
  const differences = [...foreign, ...(isDelta === true ? [] : other)].filter((text) => text !== undefined)
  if (differences.length === 0) return isDelta === true ? refuseUnsettled(state, options) : undefined
  throw new MigrationError(
    'checkpoint',
    'checkpoint_foreign',
    `${run.checkpoint} belongs to another run: ${differences.join('; ')}. Give the same input and target to resume it, --delta for a newer export, or another folder with --run`,
  )
}

/** Records without an outcome can only be reconciled with the input that they came from. */
const refuseUnsettled = (state: CheckpointState, { run, input }: OpenRunOptions): void => {
  const unsettled = state.begun.size + [...state.open.values()].filter(({ left }) => left > 0).length
  if (unsettled === 0 || !isNewerInput(state, input)) return
  throw new MigrationError(
    'checkpoint',
    'delta_too_early',
    `${unsettled} records of the export before have no outcome yet: resume ${run.folder} with ${state.input.map(({ path }) => path).join(' ')} first, then come with the newer one`,
  )
}

/** Standard input has no fingerprint: after a settled pass it is taken for a newer export. */
const isNewerInput = ({ input: before, isComplete }: CheckpointState, input: InputFile[]): boolean =>
  before.length !== input.length ||
  before.some(({ sha256 }, index) =>
    sha256 === null ? isComplete : sha256 !== (input[index]?.sha256 ?? null),
  )

const difference = (what: string, before: string, now: string): string | undefined =>
  before === now ? undefined : `${what} was ${before}, is ${now}`

/** Files are told apart by content: a checkpoint may be copied to another machine and folder. */
const describeChange = (before: InputFile, now: InputFile | undefined): string | undefined => {
  if (now === undefined || before.sha256 === now.sha256) return undefined
  return `${before.path} had ${before.size ?? 'unknown'} bytes and another content than ${now.path} (${now.size ?? 'unknown'} bytes)`
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

/** Its checkpoint says that users are there who are being deleted. */
const rollbackBegunError = (run: RunFolder): MigrationError =>
  new MigrationError(
    'checkpoint',
    'rollback_begun',
    `the run in ${run.folder} is being rolled back: finish that with logto-migrate rollback ${run.folder}, or begin anew with --fresh --force`,
  )
