import { type OpenRun, openRun, type OpenRunOptions } from '../../checkpoint/open-run.js'
import { refuseOtherTarget } from '../../checkpoint/refuse/refuse-other-target.js'
import { readRollback } from '../../checkpoint/read-rollback.js'
import type { RunFolder } from '../../checkpoint/run-folder.js'
import { isReadable } from '../../config/load-module.js'
import type { Settings, TargetSettings } from '../../config/settings.js'
import { nameShard } from '../../plan/shard.js'
import { isReadOnce } from '../../source/bytes/is-read-once.js'
import type { CanaryReport } from './canary-report.js'
import { type CanaryOptions, openCanary } from './canary.js'
import type { JobContext } from '../job-context.js'
import { checkSecret, type DeltaOptions } from './delta-options.js'
import { fingerprintFiles } from '../input/fingerprint-files.js'
import { confirmSource, findSource } from '../input/find-source.js'
import { loadPreset } from '../input/load-preset.js'
import type { ImportTarget, ImportTargetChoices } from './import-target.js'
import type { JobOptions } from '../job-options.js'
import { refuseOrganizationsOfStream } from './make-organizations.js'
import { openPipeline, type Pipeline } from '../input/open-pipeline.js'
import { tellSource } from '../tell-source.js'
import { toolVersion } from '../tool-version.js'

export interface ImportUsersOptions extends JobOptions, DeltaOptions, CanaryOptions, ImportTargetChoices {
  /** There must be a checkpoint. Default: a run that is there is resumed. */
  resume?: boolean | undefined
  /** There must be no checkpoint, or `force` sets it aside. */
  fresh?: boolean | undefined
  force?: boolean | undefined
  /** Everything that would be asked is answered with yes in advance. */
  yes?: boolean | undefined
}

/** One session of a run: what it was called with, and what it has opened. */
export interface Session extends ImportTarget {
  context: JobContext
  options: ImportUsersOptions
  settings: Settings
  target: TargetSettings
  files: string[]
  isRetry: boolean
  picker?: ReturnType<typeof openCanary>
  /** Opened before the run, because it can be read once only. */
  early?: Pipeline | undefined
  canary?: CanaryReport
}

/** Asks the target before the input is read, and opens what can be read only once before the run. */
export const beginSession = async (session: Session, folder: RunFolder): Promise<OpenRun> => {
  const { context, options, files, logto } = session
  const isOnce = session.settings.records !== undefined || (await findAnyReadOnce(files))
  refuseOrganizationsOfStream(session.settings, isOnce)
  session.picker = openCanary(options, isOnce)
  await loadPreset(session.settings.preset, context.folder)
  const isOver = (await readRollback(folder)) !== undefined
  if (options.fresh !== true && !isOver)
    await refuseOtherTarget(folder, { endpoint: logto.endpoint, tenantId: session.target.tenantId })
  // Wrong credentials or a target out of reach end the run before there is one; the target's clock is known from here on.
  await logto.send({ method: 'GET', path: '/api/users?page=1&page_size=1' }, context.stop)
  const { watch, ...fingerprints } = await fingerprintFiles(files, session.settings, context.stop)
  session.settings = { ...session.settings, watch }
  session.early = isOnce ? await openPipeline(session.settings, files, context) : undefined
  return takeUp(session, folder, fingerprints, isOver)
}

const findAnyReadOnce = async (files: string[]): Promise<boolean> =>
  (await Promise.all(files.map(isReadOnce))).includes(true)

const takeUp = async (
  { context, options, settings, target, files, early, logto }: Session,
  run: RunFolder,
  { input, related }: Pick<OpenRunOptions, 'input' | 'related'>,
  isRolledBack: boolean,
): Promise<OpenRun> => {
  const source = early ?? (await findSource(settings, files, context))
  tellSource(source, context)
  // Whoever resumes has said yes already.
  const isResumed = options.fresh !== true && !isRolledBack && (await isReadable(run.checkpoint))
  confirmSource(source, options.yes === true || isResumed)
  return openRun({
    run,
    source: source.preset.name,
    input,
    related,
    target: { endpoint: logto.endpoint, tenantId: target.tenantId },
    shard: settings.shard && nameShard(settings.shard),
    mode: options.resume === true ? 'resume' : options.fresh === true ? 'fresh' : 'auto',
    isForced: options.force,
    isDelta: options.delta,
    secretCheck: checkSecret(target.appSecret),
    sync: settings.sync,
    toolVersion,
    effects: context.effects,
    clockSkewMs: () => logto.clockSkewMs() ?? 0,
  })
}
