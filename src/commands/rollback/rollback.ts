import { access, readdir } from 'node:fs/promises'
import type { RunHeader } from '../../checkpoint/entry.js'
import { acquireLock } from '../../checkpoint/lock.js'
import { setAside } from '../../checkpoint/open-run.js'
import { locateRun, type RunFolder } from '../../checkpoint/run-folder.js'
import { loadConfig } from '../../config/load-config.js'
import { type Flags, resolveSettings, resolveTarget, type TargetSettings } from '../../config/settings.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { readRunMade, type RunMade } from '../../rollback/read-run-made.js'
import type { RollbackReport } from '../../rollback/rollback-report.js'
import { describeRollback } from '../../rollback/rollback-text.js'
import { runRollback } from '../../rollback/run-rollback.js'
import { healthOf } from '../../logto/retry/health-of.js'
import type { Attempt } from '../../logto/retry/target-observer.js'
import { openConcurrency } from '../target/open-concurrency.js'
import type { CommandContext, CommonFlags } from '../context.js'
import { withOpenTarget } from '../target/open-target.js'
import { RollbackProgress } from './rollback-progress.js'
import { findOnlyRun } from '../status/status.js'
import { toolVersion } from '../tool-version.js'

export interface RollbackFlags extends Flags, CommonFlags {
  dryRun?: boolean
  yes?: boolean
  includeSignedIn?: boolean
  includeChanged?: boolean
}

/** Deletes what a run created. 0 when nothing of it is left, else 1; 130 when interrupted. */
export const runRollbackCommand = async (
  context: CommandContext,
  operands: string[],
  flags: RollbackFlags,
): Promise<number> => {
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const settings = resolveSettings([], flags, config)
  const target = resolveTarget(flags, context.env, config)
  const folder = locateRun(operands[0] ?? settings.run ?? (await findOnlyRun(context.folder)))
  const isDryRun = flags.dryRun === true

  if (await isRolledBack(folder)) return tellRolledBack(context, folder, flags)
  const lock = isDryRun ? undefined : await acquireLock(folder.lock, context.effects.now)
  try {
    if (!isDryRun && !(await isThere(folder.checkpoint))) {
      // Complete, and killed while it set the files aside: the checkpoint goes first.
      await setAside(folder, context.effects.now())
      return tellRolledBack(context, folder, flags)
    }
    const made = await readRunMade(folder.checkpoint)
    refuseForeign(made.header, target, folder)
    if (!isDryRun) await confirm(context, made, target, flags)
    const report = await rollBack(context, folder, made, target, settings, flags)
    const text = describeRollback(report, folder.rollback)
    context.stdout(flags.json === true ? `${JSON.stringify(report)}\n` : text)
    return exitCodeOf(report)
  } finally {
    await lock?.release()
  }
}

const rollBack = async (
  context: CommandContext,
  run: RunFolder,
  made: RunMade,
  target: TargetSettings,
  settings: ReturnType<typeof resolveSettings>,
  flags: RollbackFlags,
): Promise<RollbackReport> => {
  const { effects, stop } = context
  const concurrency = openConcurrency(settings, context)
  const progress = new RollbackProgress(context)
  const observer = {
    onAttempt: ({ latencyMs, outcome }: Attempt): void => concurrency.observe(latencyMs, healthOf(outcome)),
  }
  try {
    return await withOpenTarget(target, settings, context, observer, (opened) =>
      runRollback({
        run,
        made,
        target: opened,
        concurrency,
        allowed: { signedIn: flags.includeSignedIn === true, changed: flags.includeChanged === true },
        isDryRun: flags.dryRun === true,
        toolVersion,
        effects,
        onProgress: (done, total) => progress.tell(done, total),
        stop,
      }),
    )
  } finally {
    progress.end()
  }
}

/**
 * Whether a rollback of this folder has come to its end before: whoever was killed at the last moment calls it again.
 *
 * @throws MigrationError `checkpoint/checkpoint_absent` where there was never a run
 */
const isRolledBack = async (run: RunFolder): Promise<boolean> => {
  if ((await isThere(run.checkpoint)) || (await isThere(run.rollback))) return false
  const names = await readdir(run.folder).catch(() => [])
  if (names.some((name) => /^rollback\.ndjson\.\d+\.old$/.test(name))) return true
  throw new MigrationError(
    'checkpoint',
    'checkpoint_absent',
    `there is no checkpoint in ${run.folder}: name the folder of a run`,
  )
}

const tellRolledBack = (context: CommandContext, run: RunFolder, { json }: RollbackFlags): number => {
  context.stderr(`The run in ${run.folder} was rolled back already; its files are set aside.\n`)
  if (json === true) context.stdout(`${JSON.stringify({ run: run.folder, end: 'complete' })}\n`)
  return 0
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** The ids in the checkpoint mean nothing in another tenant. */
const refuseForeign = (
  { target: made }: RunHeader,
  { endpoint, tenantId }: TargetSettings,
  run: RunFolder,
): void => {
  if (made.endpoint === endpoint && made.tenantId === tenantId) return
  throw new MigrationError(
    'checkpoint',
    'checkpoint_foreign',
    `${run.checkpoint} is of a run into ${made.endpoint} (tenant ${made.tenantId}), got ${endpoint} (tenant ${tenantId}): set LOGTO_ENDPOINT and LOGTO_TENANT_ID to those of the run`,
  )
}

/** Asks on a terminal; without one there is never a question, so `--yes` must have been given. */
const confirm = async (
  context: CommandContext,
  { users, things }: RunMade,
  { endpoint }: TargetSettings,
  flags: RollbackFlags,
): Promise<void> => {
  if (flags.yes === true) return
  const what = `up to ${users.size.toLocaleString('en-US')} users, ${things.length} roles and organizations`
  if (context.isTerminal && flags.json !== true) {
    context.stderr(`This deletes ${what} from ${endpoint}. Type yes to go on: `)
    if (/^yes$/i.test((await readAnswer(context)).trim())) return
    throw new MigrationError('usage', 'not_confirmed', 'not confirmed: nothing was deleted')
  }
  throw new MigrationError(
    'usage',
    'confirmation_needed',
    `nothing was deleted: this deletes ${what} from ${endpoint}. See --dry-run first, then add --yes`,
  )
}

/** One line; leaving the loop lets go of standard input, so that the program can end. */
const readAnswer = async ({ stdin }: CommandContext): Promise<string> => {
  let text = ''
  for await (const chunk of stdin) {
    text += chunk.toString('utf8')
    if (text.includes('\n')) break
  }
  return text.split('\n', 1)[0] ?? ''
}

const exitCodeOf = ({ isDryRun, end, kept, things }: RollbackReport): number => {
  if (isDryRun) return 0
  if (end === 'interrupted') return 130
  const isClean = end === 'complete' && kept.length === 0 && things.every(({ did }) => did !== 'kept')
  return isClean ? 0 : 1
}
