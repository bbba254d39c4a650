import type { OpenRun } from '../../checkpoint/open-run.js'
import { createSecretFilter } from '../../config/create-secret-filter.js'
import { type ImportOptions, runImport } from '../../import/run-import.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { takeAll } from '../../outcome/take-all.js'
import { parseRate } from '../../pace/parse-rate.js'
import { confirmSideEffects } from '../../preflight/confirm-side-effects.js'
import type { CensusReport } from '../../report/census/census.js'
import { countOnTheWay } from '../../report/census/count-on-the-way.js'
import { writeChanges } from '../../report/run-files/changes-file.js'
import { writeIdMap } from '../../report/run-files/id-map.js'
import { readInputSummary, writeInputSummary } from '../../report/run-files/input-summary.js'
import { RejectedFiles } from '../../report/run-files/rejected-files.js'
import { summariseRun } from '../../report/run-summary.js'
import { estimateSeconds } from '../estimate-seconds.js'
import { createStartEvent } from '../events/progress-event.js'
import { openPipeline } from '../input/open-pipeline.js'
import type { JobContext } from '../job-context.js'
import { type CanaryEnd, importWithCanary } from './canary.js'
import { refuseUnmarked } from './confirm-unmarked.js'
import { countRecords } from './count-records.js'
import { createResolvers } from './create-resolvers.js'
import { createRunFingerprinter, openDelta } from './delta-options.js'
import { proveIds } from './prove-ids.js'
import { openRunStore, type RunStore } from '../legacy/open-run-store.js'
import type { Session } from './import-session.js'
import { makeOrganizations, mustMakeOrganizations } from './make-organizations.js'
import { openRunLog, type RunLog } from './run-log.js'
import { sendInvitations } from './send-invitations.js'

/** Works, and leaves the files of the run in order however the work ends. */
export const runSession = async (session: Session, run: OpenRun): Promise<CanaryEnd | 'stopped'> => {
  const { monitor, logto, context } = session
  const log = openRunLog(run.run, run.state.header!.run)
  const filter = createSecretFilter(session.settings)
  const rejected = await RejectedFiles.open(run.run, filter, () => isOwned(run)).catch(
    async (error: unknown) => {
      await takeAll([() => run.close('stopped'), logto.close]).catch(() => undefined)
      throw error
    },
  )
  let end: CanaryEnd | 'stopped' = 'stopped'
  let isBroken = true
  let store: RunStore | undefined
  try {
    store = session.settings.keepLegacy === true ? await openRunStore(run.run, context) : undefined
    end = await importRecords(session, run, { rejected, log, store })
    isBroken = false
  } catch (error) {
    if (!context.stop.aborted || error instanceof MigrationError) throw error
    end = 'interrupted'
    isBroken = false
  } finally {
    monitor.stop()
    await takeAll([
      // Until its last line is written the run is this process's own: the files first, while everybody else is kept out.
      () => run.journal.flush(),
      () => rejected.close(isOwned(run) ? run.state.listArrived() : []),
      () => (isOwned(run) ? writeMaps(run) : undefined),
      () => run.close(end === 'complete' || end === 'interrupted' ? end : 'stopped'),
      logto.close,
      () => store?.close(),
      () => log.end(end, summariseRun(run.state)),
    ]).catch((error: unknown) => {
      // What broke the run must be told, and not what broke because of it.
      if (!isBroken) throw isOwned(run) ? error : run.journal.failure
    })
  }
  return end
}

/** False once another process has taken the run over, or its folder is gone: nothing more is written there. */
const isOwned = ({ journal }: OpenRun): boolean => {
  try {
    journal.mustBeOwned()
  } catch {
    // Whatever it is, the journal has taken it down.
  }
  return journal.failure?.reason !== 'checkpoint'
}

const writeMaps = async (run: OpenRun): Promise<void> => {
  await writeIdMap(run.run, run.state)
  if (hasChanges(run)) await writeChanges(run.run, run.state.pass)
}

const importRecords = async (
  session: Session,
  run: OpenRun,
  { rejected, log, store }: { rejected: RejectedFiles; log: RunLog; store: RunStore | undefined },
): Promise<CanaryEnd> => {
  const { context, options: given, settings, target, files, early, logto, control, monitor } = session
  const { effects, stop } = context
  const keepSummary = async (report: CensusReport): Promise<void> => {
    if (Object.keys(report.keptOut).length > 0) {
      context.emit({ type: 'note', code: 'kept_out', names: report.keptOut })
    }
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
  if (settings.keepIds === true) await proveIds(logto.send, effects)
  const pipeline = early ?? (await openPipeline(settings, files, context))
  const resolvers = createResolvers(logto.send, run.journal, settings, effects, {
    stop,
    onWait: (delayMs) => monitor.paused('organization_awaited', delayMs),
  })
  if (mustMakeOrganizations(settings)) await makeOrganizations(settings, files, context, resolvers)
  context.emit(createStartEvent(run, monitor.total, settings.rate))
  const confirmed = given.yes === true ? pipeline.records : refuseUnmarked(pipeline.records)
  const delta = await openDelta(run, given, target.appSecret, context)
  const options: ImportOptions = {
    // A report needs what a record looked like, and the checkpoint does not tell.
    records: monitor.total === undefined ? countOnTheWay(confirmed, keepSummary) : pipeline.records,
    run,
    send: logto.send,
    concurrency: control.concurrency,
    resolvers,
    effects,
    onConflict: settings.onConflict,
    fingerprinter: createRunFingerprinter(run, target.appSecret),
    delta,
    recreateOnPasswordChange: given.recreateOnPasswordChange,
    legacyStore: store,
    limit: settings.limit,
    isRetry: session.isRetry,
    beginsAhead: parseRate(settings.rate) === 'off',
    stop,
    settleWithinMs: settings.settleWithinMs,
    events: monitor.listen(run, rejected, log),
  }
  const driven = await drive(session, options).finally(() => delta?.base.close())
  const end = mustBeWhole(driven, run, monitor.total)
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
  { context, options, settings, target, files, early, picker }: Session,
  run: OpenRun,
  keepSummary: (report: CensusReport) => Promise<void>,
): Promise<number | undefined> => {
  if (early !== undefined) return undefined
  // Whoever resumes has said yes already, to what was found when the input was counted.
  const isUntouched = run.state.pass === 1 && run.state.done.size + run.state.begun.size === 0
  if (!run.isResumed || (isUntouched && options.delta !== true) || picker !== undefined) {
    const isShared = target.redis !== undefined
    return countRecords(settings, files, context, {
      picker,
      keepSummary,
      isShared,
      isConfirmed: options.yes === true,
    })
  }
  // The session that began the run has counted its input.
  const isSameInput = run.state.pass === 1 && options.delta !== true
  return isSameInput ? (await readInputSummary(run.run))?.records : undefined
}

/** Only before anything was written: whoever resumes has said yes already. */
const confirmStart = async ({ context, options, logto, monitor }: Session, run: OpenRun): Promise<void> => {
  if (run.state.done.size + run.state.begun.size > 0 || options.delta === true) return
  const { ask } = context
  const users = monitor.total === undefined ? {} : { users: monitor.total }
  await confirmSideEffects({
    send: logto.send,
    tell: (effects) => context.emit({ type: 'note', code: 'side_effects', ...effects, ...users }),
    ask: ask && ((effects) => ask({ question: 'side_effects', ...effects, users: monitor.total })),
    isConfirmed: options.yes === true,
    signal: context.stop,
  })
}

const drive = (session: Session, options: ImportOptions): Promise<CanaryEnd> => {
  const { context, settings, files, picker, monitor } = session
  if (picker === undefined) {
    monitor.start()
    return runImport(options)
  }
  return importWithCanary({
    context,
    isConfirmed: session.options.yes === true,
    pick: picker.pick(),
    options,
    reopen: async () => (await openPipeline(settings, files, context)).records,
    monitor,
    onReport: (report) => {
      session.canary = report
      context.emit({ type: 'canary', ...report })
    },
  })
}

/** Only an update or a newer export changes anybody. */
export const hasChanges = ({ state: { pass, counts } }: OpenRun): boolean => pass > 1 || counts.updated > 0

/** Says where the run begins. */
const tellStart = ({ emit }: JobContext, run: OpenRun, endpoint: string): void => {
  if (run.cutBytes > 0) emit({ type: 'note', code: 'checkpoint_cut', bytes: run.cutBytes })
  const { done, begun, open } = run.state
  const { folder } = run.run
  if (!run.isResumed) {
    emit({ type: 'note', code: 'run_begun', run: folder, endpoint })
    return
  }
  const waiting = [...open.values()].filter(({ left }) => left > 0).length
  emit({ type: 'note', code: 'run_resumed', run: folder, settled: done.size, unknown: begun.size, waiting })
}
