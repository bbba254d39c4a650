import { access, readdir } from 'node:fs/promises'
import { acquireLock } from '../checkpoint/lock.js'
import { setAside } from '../checkpoint/set-aside.js'
import { readRollback } from '../checkpoint/read-rollback.js'
import { refuseOtherTarget } from '../checkpoint/refuse/refuse-other-target.js'
import { locateRun, type RunFolder } from '../checkpoint/run-folder.js'
import type { Settings, TargetSettings } from '../config/settings.js'
import { sweepLegacyStore } from '../legacy-passwords/store/sweep-legacy-store.js'
import { MigrationError } from '../outcome/migration-error.js'
import { readRunMade, type RunMade } from '../rollback/read-run-made.js'
import type { RollbackReport } from '../rollback/rollback-report.js'
import { runRollback } from '../rollback/run-rollback.js'
import { healthOf } from '../logto/retry/health-of.js'
import type { Attempt } from '../logto/retry/target-observer.js'
import { openConcurrency } from './target/open-concurrency.js'
import type { JobContext } from './job-context.js'
import { type JobOptions, openJob, settingsOf, targetOf } from './job-options.js'
import { withOpenTarget } from './target/open-target.js'
import { runPathOrOnly } from './run-path.js'
import { toolVersion } from './tool-version.js'

export interface RollBackOptions extends Omit<JobOptions, 'files'> {
  /** Tells what would be deleted. */
  dryRun?: boolean | undefined
  /** Everything that would be asked is answered with yes in advance. */
  yes?: boolean | undefined
  /** Also who has signed in since. */
  includeSignedIn?: boolean | undefined
  /** Also who was changed since. */
  includeChanged?: boolean | undefined
}

/** `run`: the folder. `report`: undefined when it was rolled back before. */
export interface RollBackResult {
  run: RunFolder
  report: RollbackReport | undefined
}

/**
 * Deletes what a run created. Who has signed in or was changed since is kept, unless that is allowed.
 *
 * @throws MigrationError `usage/confirmation_needed` without `yes` and without somebody who says it
 */
export const rollBackRun = async (options: RollBackOptions): Promise<RollBackResult> => {
  const context = openJob(options)
  const settings = settingsOf(options)
  const target = targetOf(options)
  const folder = locateRun(await runPathOrOnly(settings.run, context.folder))
  const isDryRun = options.dryRun === true

  if (await isRolledBack(folder)) return tellRolledBack(context, folder)
  let made: RunMade | undefined
  const lock = isDryRun ? undefined : await acquireLock(folder.lock, context.effects.now)
  try {
    if (!isDryRun && !(await isThere(folder.checkpoint))) {
      // Of a version that set the files of a run aside, and was killed meanwhile: the checkpoint went first.
      await setAside(folder, context.effects.now())
      return tellRolledBack(context, folder)
    }
    await refuseOtherTarget(folder, target)
    made = await readRunMade(folder.checkpoint)
    if (!isDryRun) await confirm(context, made, target, options)
    const report = await rollBack(context, folder, made, target, settings, options)
    return { run: folder, report }
  } finally {
    made?.close()
    await lock?.release()
  }
}

const rollBack = async (
  context: JobContext,
  run: RunFolder,
  made: RunMade,
  target: TargetSettings,
  settings: Settings,
  options: RollBackOptions,
): Promise<RollbackReport> => {
  const { effects, stop } = context
  const concurrency = openConcurrency(settings, context)
  const observer = {
    onAttempt: ({ latencyMs, outcome }: Attempt): void => concurrency.observe(latencyMs, healthOf(outcome)),
  }
  return withOpenTarget(target, settings, context, observer, (opened) =>
    runRollback({
      run,
      made,
      target: opened,
      concurrency,
      allowed: { signedIn: options.includeSignedIn === true, changed: options.includeChanged === true },
      isDryRun: options.dryRun === true,
      toolVersion,
      effects,
      onStaying: (ids) => sweepLegacyStore(run.legacyStore, ids),
      onProgress: (done, total) => context.emit({ type: 'rollback', done, total }),
      stop,
    }),
  )
}

/**
 * Whether a rollback of this folder has come to its end before: whoever was killed at the last moment calls it again.
 *
 * @throws MigrationError `checkpoint/checkpoint_absent` where there was never a run
 */
const isRolledBack = async (run: RunFolder): Promise<boolean> => {
  if ((await readRollback(run)) !== undefined) return true
  if ((await isThere(run.checkpoint)) || (await isThere(run.rollback))) return false
  const names = await readdir(run.folder).catch(() => [])
  if (names.some((name) => /^rollback\.ndjson\.\d+\.old$/.test(name))) return true
  throw new MigrationError(
    'checkpoint',
    'checkpoint_absent',
    `there is no checkpoint in ${run.folder}: name the folder of a run`,
  )
}

const tellRolledBack = ({ emit }: JobContext, run: RunFolder): RollBackResult => {
  emit({ type: 'note', code: 'rolled_back_already', run: run.folder })
  return { run, report: undefined }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Without somebody to ask there is no question, so `yes` must have been given. */
const confirm = async (
  { ask }: JobContext,
  { users, things }: RunMade,
  { endpoint }: TargetSettings,
  { yes }: RollBackOptions,
): Promise<void> => {
  if (yes === true) return
  if (ask !== undefined) {
    if (await ask({ question: 'rollback', endpoint, users: users.size, things: things.length })) return
    throw new MigrationError('usage', 'not_confirmed', 'not confirmed: nothing was deleted')
  }
  const what = `up to ${users.size.toLocaleString('en-US')} users, ${things.length} roles and organizations`
  throw new MigrationError(
    'usage',
    'confirmation_needed',
    `nothing was deleted: this deletes ${what} from ${endpoint}. See --dry-run first, then add --yes`,
  )
}
