import { locateRun, defaultRunFolder } from '../../checkpoint/run-folder.js'
import type { OpenRun } from '../../checkpoint/open-run.js'
import { createSecretFilter } from '../../config/create-secret-filter.js'
import { loadConfig } from '../../config/load-config.js'
import { resolveSettings, resolveTarget } from '../../config/settings.js'
import { type ImportOptions, runImport } from '../../import/run-import.js'
import { takeExport } from '../../export/manifest/take-export.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { suffixOfShard } from '../../plan/shard.js'
import { confirmSideEffects } from '../../preflight/confirm-side-effects.js'
import type { CensusReport } from '../../report/census/census.js'
import { writeChanges } from '../../report/run-files/changes-file.js'
import { describeKeptOut } from '../../report/census/custom-data-text.js'
import { countOnTheWay } from '../../report/census/count-on-the-way.js'
import { writeIdMap } from '../../report/run-files/id-map.js'
import { readInputSummary, writeInputSummary } from '../../report/run-files/input-summary.js'
import { createEndEvent, createStartEvent } from '../../report/progress/progress-event.js'
import { RejectedFiles } from '../../report/run-files/rejected-files.js'
import { summariseRun } from '../../report/run-summary.js'
import { findAsk } from '../terminal/ask.js'
import { type CanaryEnd, importWithCanary } from './canary.js'
import { estimateSeconds, runCheckCommand } from '../check/check.js'
import type { CommandContext } from '../context.js'
import { createResolvers } from './create-resolvers.js'
import { createRunFingerprinter, leaveOthersAlone, openDelta, readVanished } from './delta-options.js'
import { countRecords } from '../input/import-input.js'
import { hasChanges, tellEnd, tellStart } from './import-talk.js'
import { beginSession, type ImportFlags, type Session } from './import-session.js'
import { openImportTarget } from './import-target.js'
import { makeOrganizations, mustMakeOrganizations } from './make-organizations.js'
import { expandFiles, openPipeline } from '../input/open-pipeline.js'
import { tellErrors, withEvents, writeEvent } from '../terminal/progress-view.js'
import { openRunLog, type RunLog } from './run-log.js'
import { sendInvitations } from './send-invitations.js'

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
  givenFlags: ImportFlags,
  isRetry: boolean,
): Promise<number> => {
  const context = withEvents(given, givenFlags)
  const startedAtMs = context.effects.now()
  const { config } = await loadConfig(givenFlags.config, context.folder, context.env)
  const { settings, taken } = await takeExport(resolveSettings(operands, givenFlags, config))
  const flags = leaveOthersAlone(givenFlags, taken)
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
      at: new Date(run.startedAtMs() + run.at()).toISOString(),
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
  const end = mustBeWhole(await drive(session, options), run, monitor.total)
  if (end !== 'complete' && end !== 'incomplete') return end
  const { examples } = monitor
  return sendInvitations({ end, settings, options, run, pipeline, context, log, examples })
}

/** Complete is a run that has settled as many records as its input holds. */
const mustBeWhole = (end: CanaryEnd, { state, run }: OpenRun, total: number | undefined): CanaryEnd => {
  if (end !== 'complete' || total === undefined || state.done.size >= total) return end
  throw new MigrationError(
    'checkpoint',
    'input_changed',
    `the input held ${total} records when it was counted, and ${state.done.size} are settled in ${run.checkpoint}: it was read to its end and is shorter now. Put the file back as it was and resume`,
  )
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
