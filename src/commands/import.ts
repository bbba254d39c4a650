import { locateRun, defaultRunFolder, type RunFolder } from '../checkpoint/run-folder.js'
import { type OpenRun, openRun } from '../checkpoint/open-run.js'
import { createSecretFilter } from '../config/create-secret-filter.js'
import { loadConfig } from '../config/load-config.js'
import { isReadable } from '../config/load-module.js'
import {
  type Flags,
  resolveSettings,
  resolveTarget,
  type Settings,
  type TargetSettings,
} from '../config/settings.js'
import { type ImportOptions, runImport } from '../import/run-import.js'
import { MigrationError } from '../outcome/migration-error.js'
import { nameShard, suffixOfShard } from '../plan/shard.js'
import { confirmSideEffects } from '../preflight/confirm-side-effects.js'
import type { CensusReport } from '../report/census.js'
import { writeChanges } from '../report/changes-file.js'
import { describeKeptOut } from '../report/custom-data-text.js'
import { countOnTheWay } from '../report/count-on-the-way.js'
import { writeIdMap } from '../report/id-map.js'
import { readInputSummary, writeInputSummary } from '../report/input-summary.js'
import { createEndEvent, createStartEvent } from '../report/progress-event.js'
import { RejectedFiles } from '../report/rejected-files.js'
import { summariseRun } from '../report/run-summary.js'
import { findAsk } from './ask.js'
import { type CanaryEnd, type CanaryReport, importWithCanary, openCanary } from './canary.js'
import { estimateSeconds, runCheckCommand } from './check.js'
import type { CommandContext, CommonFlags } from './context.js'
import { createResolvers } from './create-resolvers.js'
import {
  checkSecret,
  createRunFingerprinter,
  type DeltaFlags,
  openDelta,
  readVanished,
} from './delta-options.js'
import { confirmSource, countRecords, findSource, fingerprintFiles } from './import-input.js'
import { hasChanges, tellEnd, tellStart } from './import-talk.js'
import { type ImportTarget, openImportTarget } from './import-target.js'
import {
  makeOrganizations,
  mustMakeOrganizations,
  refuseOrganizationsOfStream,
} from './make-organizations.js'
import { expandFiles, openPipeline, type Pipeline } from './open-pipeline.js'
import { tellErrors, withEvents, writeEvent } from './progress-view.js'
import { openRunLog, type RunLog } from './run-log.js'
import { sendInvitations } from './send-invitations.js'
import { tellSource } from './tell-source.js'
import { toolVersion } from './tool-version.js'

export interface ImportFlags extends Flags, CommonFlags, DeltaFlags {
  dryRun?: boolean
  resume?: boolean
  fresh?: boolean
  force?: boolean
  wait?: boolean
  canary?: string
}

/** Runs the import, or resumes it. */
export const runImportCommand = (
  context: CommandContext,
  operands: string[],
  flags: ImportFlags,
): Promise<number> =>
  flags.dryRun === true
    ? runCheckCommand(context, operands, flags)
    : tellErrors(context, flags, () => importFiles(context, operands, flags, false))

/** Drives again what failed: the same run, with the failures open again. */
export const runRetryCommand = (
  context: CommandContext,
  operands: string[],
  flags: ImportFlags,
): Promise<number> =>
  tellErrors(context, flags, () => importFiles(context, operands, { ...flags, resume: true }, true))

const importFiles = async (
  given: CommandContext,
  operands: string[],
  flags: ImportFlags,
  isRetry: boolean,
): Promise<number> => {
  const context = withEvents(given, flags)
  const startedAtMs = context.effects.now()
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const settings = resolveSettings(operands, flags, config)
  const target = resolveTarget(flags, context.env, config)
  readVanished(flags)
  const files = await expandFiles(settings)
  const suffix = settings.shard && suffixOfShard(settings.shard)
  const folder = locateRun(settings.run ?? defaultRunFolder(files[0]!, suffix))
  const opened = await openImportTarget({ given, context, flags, settings, target, files })
  const session: Session = { given, context, flags, settings, target, files, isRetry, ...opened }
  const run = await beginSession(session, folder).catch(async (error: unknown) => {
    await opened.logto.close()
    throw error
  })
  opened.guardBy(() => run.journal.mustBeOwned())
  const end = await runSession(session, run)
  if (flags.json === true) writeEvent(given, createEndEvent(end, summariseRun(run.state)))
  const { monitor, canary } = session
  const elapsedMs = context.effects.now() - startedAtMs
  return tellEnd(context, run, flags, operands, {
    end,
    elapsedMs,
    examples: monitor.examples,
    canary,
    isRetry,
  })
}

interface Session extends ImportTarget {
  given: CommandContext
  context: CommandContext
  flags: ImportFlags
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
const beginSession = async (session: Session, folder: RunFolder): Promise<OpenRun> => {
  const { context, flags, settings, files, logto } = session
  const isOnce = files.includes('-') || settings.records !== undefined
  refuseOrganizationsOfStream(settings, isOnce)
  session.picker = openCanary(flags, isOnce)
  // Wrong credentials or a target out of reach end the run before there is one; the target's clock is known from here on.
  await logto.send({ method: 'GET', path: '/api/users?page=1&page_size=1' }, context.stop)
  session.early = isOnce ? await openPipeline(settings, files, context) : undefined
  return takeUp(session, folder)
}

const takeUp = async (
  { context, flags, settings, target, files, early, logto }: Session,
  run: RunFolder,
): Promise<OpenRun> => {
  const source = early ?? (await findSource(settings, files, context))
  tellSource(source, context)
  // Whoever resumes has said yes already.
  const isResumed = flags.fresh !== true && (await isReadable(run.checkpoint))
  confirmSource(source, flags.yes === true || isResumed)
  return openRun({
    run,
    source: source.preset.name,
    input: await fingerprintFiles(files),
    target: { endpoint: logto.endpoint, tenantId: target.tenantId },
    shard: settings.shard && nameShard(settings.shard),
    mode: flags.resume === true ? 'resume' : flags.fresh === true ? 'fresh' : 'auto',
    isForced: flags.force,
    isDelta: flags.delta,
    secretCheck: checkSecret(target.appSecret),
    sync: settings.sync,
    toolVersion,
    effects: context.effects,
    clockSkewMs: () => logto.clockSkewMs() ?? 0,
  })
}

/** Works, and leaves the files of the run in order however the work ends. */
const runSession = async (session: Session, run: OpenRun): Promise<CanaryEnd | 'stopped'> => {
  const { monitor, logto, context } = session
  const log = openRunLog(run.run, run.state.header!.run)
  const rejected = await RejectedFiles.open(run.run, createSecretFilter(session.settings))
  let end: CanaryEnd | 'stopped' = 'stopped'
  let isBroken = true
  try {
    end = await importRecords(session, run, rejected, log)
    isBroken = false
  } catch (error) {
    if (!context.stop.aborted || error instanceof MigrationError) throw error
    end = 'interrupted'
    isBroken = false
  } finally {
    monitor.stop()
    try {
      await run.close(end === 'complete' || end === 'interrupted' ? end : 'stopped')
    } finally {
      const isOurs = run.journal.failure?.reason !== 'checkpoint'
      await rejected.close(isOurs ? run.state.listArrived() : [])
      await logto.close()
      log.end(end, summariseRun(run.state))
      // What broke the run must be told, and not what broke because of it.
      if (isOurs) {
        await writeMaps(run).catch((error: unknown) => {
          if (!isBroken) throw error
        })
      }
    }
  }
  return end
}

const writeMaps = async (run: OpenRun): Promise<void> => {
  await writeIdMap(run.run, run.state)
  if (hasChanges(run)) await writeChanges(run.run, run.state.pass)
}

const importRecords = async (
  session: Session,
  run: OpenRun,
  rejected: RejectedFiles,
  log: RunLog,
): Promise<CanaryEnd> => {
  const { given, context, flags, settings, target, files, early, logto, control, monitor } = session
  const { effects, stop } = context
  const keepSummary = async (report: CensusReport): Promise<void> => {
    for (const line of describeKeptOut(report.keptOut)) if (line !== '') context.stderr(`${line}\n`)
    await writeInputSummary(run.run, report, {
      at: new Date(effects.now()).toISOString(),
      rate: settings.rate,
      seconds: estimateSeconds(report, settings.rate),
    })
  }
  tellStart(context, run, target.endpoint)
  if (session.isRetry) await run.journal.append({ t: 'retry', at: run.at() })
  monitor.total = await findTotal(session, run, keepSummary)
  await confirmStart(session, run)
  const pipeline = early ?? (await openPipeline(settings, files, context))
  const resolvers = createResolvers(logto.send, run.journal, settings, effects, {
    stop,
    onWait: (delayMs) => monitor.paused('organization_awaited', delayMs),
  })
  if (mustMakeOrganizations(settings)) await makeOrganizations(settings, files, context, resolvers)
  if (flags.json === true) writeEvent(given, createStartEvent(run, monitor.total, settings.rate))
  const options: ImportOptions = {
    // A report needs what a record looked like, and the checkpoint does not tell.
    records: monitor.total === undefined ? countOnTheWay(pipeline.records, keepSummary) : pipeline.records,
    run,
    send: logto.send,
    concurrency: control.concurrency,
    resolvers,
    effects,
    onConflict: settings.onConflict,
    fingerprinter: createRunFingerprinter(run, target.appSecret),
    delta: await openDelta(run, flags, target.appSecret, context),
    recreateOnPasswordChange: flags.recreateOnPasswordChange,
    limit: settings.limit,
    isRetry: session.isRetry,
    stop,
    settleWithinMs: settings.settleWithinMs,
    events: monitor.listen(run, rejected, log),
  }
  const end = await drive(session, options)
  if (end !== 'complete' && end !== 'incomplete') return end
  const { examples } = monitor
  return sendInvitations({ end, settings, options, run, pipeline, context, log, examples })
}

/** How many records there are; undefined where that shows only in the end. */
const findTotal = async (
  { context, flags, settings, target, files, early, picker }: Session,
  run: OpenRun,
  keepSummary: (report: CensusReport) => Promise<void>,
): Promise<number | undefined> => {
  if (early !== undefined) return undefined
  if (!run.isResumed || picker !== undefined) {
    const isShared = target.redis !== undefined
    return countRecords(settings, files, context, {
      picker,
      keepSummary,
      isShared,
      isPartWanted: flags.yes === true,
    })
  }
  // The session that began the run has counted its input.
  const isSameInput = run.state.pass === 1 && flags.delta !== true
  return isSameInput ? (await readInputSummary(run.run))?.records : undefined
}

/** Only before anything was written: whoever resumes has said yes already. */
const confirmStart = async (
  { given, context, flags, logto, monitor }: Session,
  run: OpenRun,
): Promise<void> => {
  if (run.state.done.size + run.state.begun.size > 0 || flags.delta === true) return
  await confirmSideEffects({
    send: logto.send,
    tell: context.stderr,
    ask: findAsk(given, flags),
    isConfirmed: flags.yes === true,
    users: monitor.total,
    signal: context.stop,
  })
}

const drive = (session: Session, options: ImportOptions): Promise<CanaryEnd> => {
  const { given, context, flags, settings, files, picker, monitor } = session
  if (picker === undefined) {
    monitor.start()
    return runImport(options)
  }
  return importWithCanary({
    context,
    flags,
    pick: picker.pick(),
    options,
    reopen: async () => (await openPipeline(settings, files, context)).records,
    monitor,
    onReport: (report) => {
      session.canary = report
      if (flags.json === true) writeEvent(given, { type: 'canary', ...report })
    },
  })
}
