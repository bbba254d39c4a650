import { discardUnbegun, hasBegun } from '../checkpoint/discard-unbegun.js'
import { defaultRunFolder, locateRun } from '../checkpoint/run-folder.js'
import { isReadable } from '../config/load-module.js'
import { MigrationError } from '../outcome/migration-error.js'
import { suffixOfShard } from '../plan/shard.js'
import { countPasswordless, type Passwordless } from '../report/passwordless-text.js'
import { type InputSummary, readInputSummary } from '../report/run-files/input-summary.js'
import { type RunSummary, summariseRun } from '../report/run-summary.js'
import { createEndEvent } from './events/progress-event.js'
import type { CanaryReport } from './import/canary-report.js'
import type { CanaryEnd } from './import/canary.js'
import { leaveOthersAlone, readVanished } from './import/delta-options.js'
import { beginSession, type ImportUsersOptions, type Session } from './import/import-session.js'
import { openImportTarget } from './import/import-target.js'
import { hasChanges, runSession } from './import/run-session.js'
import { expandFiles } from './input/open-pipeline.js'
import { takeSettings } from './input/take-settings.js'
import { refuseBadRunKey } from './legacy/open-run-store.js'
import { settleLegacy } from './legacy/settle-legacy.js'
import { openJob, targetOf } from './job-options.js'
import { runPath } from './run-path.js'

/** What a session of an import came to. */
export interface ImportResult {
  /** Folder of the run. */
  run: string
  /** `complete`: everything was driven. `incomplete`: the target left outcomes open, which a resume settles. */
  end: CanaryEnd | 'stopped'
  /** Of the whole run, not of this session alone. */
  summary: RunSummary
  canary: CanaryReport | undefined
  /** Of this session: days may lie between two. */
  elapsedMs: number
  /** One place and message for each reason in `summary.codes` that came up in this session. */
  examples: ReadonlyMap<string, string>
  /** What of the whole input cannot come over, by kind; empty while it is not known. */
  losses: InputSummary['losses']
  /** Users of the input without a password of their own; undefined where it was not counted. */
  passwordless: Passwordless | undefined
  /** The input holds no records, and no run was begun. */
  isEmpty: boolean
  files: { idMap: string; rejected: string | undefined; changes: string | undefined }
}

/**
 * Imports users, or goes on where the run of the same input stands. Bad records are counted, not thrown.
 *
 * @throws MigrationError when the run cannot go on: `usage`, `config`, `input`, `checkpoint` or `target`
 */
export const importUsers = (options: ImportUsersOptions): Promise<ImportResult> => runJob(options, false)

/** Drives again what failed: the same run, with the failures open again and nothing else touched. */
export const retryUsers = (options: ImportUsersOptions): Promise<ImportResult> =>
  runJob({ ...options, resume: true }, true)

const runJob = async (called: ImportUsersOptions, isRetry: boolean): Promise<ImportResult> => {
  const context = openJob(called)
  const startedAtMs = context.effects.now()
  const target = targetOf(called)
  const { settings: given, taken } = await takeSettings(called)
  const options = leaveOthersAlone(called, taken)
  readVanished(options)
  const files = await expandFiles(given)
  const named = given.run ?? defaultRunFolder(files[0]!, given.shard && suffixOfShard(given.shard))
  const folder = locateRun(runPath(named, context.folder))
  const settings = await settleLegacy(given, folder)
  if (settings.keepLegacy === true) await refuseBadRunKey(context)
  const opened = await openImportTarget({ context, options, settings, target, files })
  const isNew = !(await isReadable(folder.folder))
  const session: Session = { context, options, settings, target, files, isRetry, ...opened }
  const run = await beginSession(session, folder).catch(async (error: unknown) => {
    await opened.logto.close()
    throw error
  })
  opened.guardBy(() => run.journal.mustBeOwned())
  const discard = (): Promise<void> => discardUnbegun(run.run, run.state.header?.run, context.effects.now)
  const end = await runSession(session, run).catch(async (error: unknown) => {
    if (isNew && error instanceof MigrationError) await discard()
    throw error
  })
  const isEmpty = end === 'complete' && !hasBegun(run.state)
  if (isEmpty) context.emit({ type: 'note', code: 'no_records', files })
  const input = run.state.pass === 1 ? await readInputSummary(run.run) : undefined
  if (isEmpty && isNew) await discard()
  const summary = summariseRun(run.state)
  context.emit(createEndEvent(end, summary))
  const { idMap, rejectedNdjson, changes } = run.run
  return {
    run: run.run.folder,
    end,
    summary,
    canary: session.canary,
    elapsedMs: context.effects.now() - startedAtMs,
    examples: session.monitor.examples,
    passwordless: input && countPasswordless(input),
    isEmpty,
    losses: input?.losses ?? {},
    files: {
      idMap,
      rejected: summary.counts.rejected + summary.counts.failed > 0 ? rejectedNdjson : undefined,
      changes: hasChanges(run) ? changes : undefined,
    },
  }
}
