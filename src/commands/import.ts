import { access } from 'node:fs/promises'
import { defaultRunFolder, locateRun, type RunFolder } from '../checkpoint/run-folder.js'
import { type OpenRun, openRun } from '../checkpoint/open-run.js'
import type { InputFile } from '../checkpoint/entry.js'
import { loadConfig } from '../config/load-config.js'
import { type Flags, resolveSettings, resolveTarget, type Settings } from '../config/settings.js'
import { type ImportOptions, runImport } from '../import/run-import.js'
import { createTarget } from '../logto/create-target.js'
import { MigrationError } from '../outcome/migration-error.js'
import { createConcurrency } from '../pace/concurrency.js'
import { parseRate } from '../pace/parse-rate.js'
import { describeShape } from '../plan/describe-shape.js'
import type { CanaryPicker } from '../plan/pick-canaries.js'
import { nameShard, suffixOfShard } from '../plan/shard.js'
import { Census, type CensusReport } from '../report/census.js'
import { countOnTheWay } from '../report/count-on-the-way.js'
import { formatCount, formatDuration } from '../report/format.js'
import { writeIdMap } from '../report/id-map.js'
import { readInputSummary, writeInputSummary } from '../report/input-summary.js'
import { createEndEvent, createStartEvent } from '../report/progress-event.js'
import { writeChanges } from '../report/changes-file.js'
import { RejectedFiles } from '../report/rejected-files.js'
import { describeCounts, summariseRun } from '../report/run-summary.js'
import { fingerprintInput } from '../source/fingerprint-input.js'
import { liveInput } from '../source/live-records.js'
import { runCheckCommand, estimateSeconds } from './check.js'
import type { CommandContext, CommonFlags } from './context.js'
import { type CanaryEnd, type CanaryReport, importWithCanary, openCanary } from './canary.js'
import { createResolvers } from './create-resolvers.js'
import { ImportMonitor } from './import-monitor.js'
import { makeOrganizations, mustMakeOrganizations, refuseOrganizationsOfStream } from './make-organizations.js'
import {
  checkSecret,
  createRunFingerprinter,
  type DeltaFlags,
  openDelta,
  readVanished,
} from './delta-options.js'
import { expandFiles, openPipeline } from './open-pipeline.js'
import { openProgressView, tellErrors, withEvents, writeEvent } from './progress-view.js'
import { RunControl } from './run-control.js'
import { openPacer } from './open-target.js'
import { openRunLog } from './run-log.js'
import { sendInvitations } from './send-invitations.js'
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
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const settings = resolveSettings(operands, flags, config)
  const target = resolveTarget(flags, context.env, config)
  readVanished(flags)
  const rate = parseRate(settings.rate)
  const files = await expandFiles(settings)
  const { effects, stop } = context

  const folder = locateRun(settings.run ?? defaultRunFolder(files[0]!, settings.shard && suffixOfShard(settings.shard)))
  const isAuto = settings.concurrency === 'auto'
  const control = new RunControl({
    rate,
    pacer: await openPacer(target, settings.rate, effects, {
      maxOutageMs: flags.wait === true ? Infinity : undefined,
      onOutage: (delayMs) => {
        control.rest('redis_unavailable')
        monitor.paused('redis_unavailable', delayMs)
      },
    }),
    concurrency: createConcurrency({
      rate,
      now: effects.now,
      auto: isAuto,
      initial: isAuto ? undefined : Number(settings.concurrency),
    }),
    effects,
    stop,
  })
  const { pacer, concurrency } = control
  const view = openProgressView({
    context: given,
    flags,
    title: `${files.join(', ')} -> ${target.endpoint}`,
    mayReadKeys: !files.includes('-'),
  })
  const monitor = new ImportMonitor({ context, control, view })
  const logto = createTarget({
    ...target,
    pacer,
    effects,
    connections: isAuto ? undefined : Number(settings.concurrency),
    maxOutageMs: flags.wait === true ? Infinity : undefined,
    stop,
    firstContactMs: flags.wait === true || (await hasCheckpoint(folder)) ? undefined : firstContactMs,
    userAgent: `logto-migrate/${toolVersion}`,
    observer: control.observe({
      onAttempt: ({ latencyMs, outcome }) => {
        const isSuffering = outcome.kind === 'transient' || outcome.kind === 'ambiguous'
        concurrency.observe(latencyMs, isSuffering ? 'suffering' : 'healthy')
      },
      onPause: (reason, delayMs) => monitor.paused(reason, delayMs),
    }),
  })
  // What can be read only once is opened now and read later.
  const isOnce = files.includes('-') || settings.records !== undefined
  const picker = openCanary(flags, isOnce)
  let canary: CanaryReport | undefined
  refuseOrganizationsOfStream(settings, isOnce)
  const early = isOnce ? await openPipeline(settings, files, context) : undefined
  const run = await openRun({
    run: folder,
    source: early?.preset.name ?? (await nameSource(settings, files, context)),
    input: await fingerprintFiles(files),
    target: { endpoint: logto.endpoint, tenantId: target.tenantId },
    shard: settings.shard && nameShard(settings.shard),
    mode: flags.resume === true ? 'resume' : flags.fresh === true ? 'fresh' : 'auto',
    isForced: flags.force,
    isDelta: flags.delta,
    secretCheck: checkSecret(target.appSecret),
    sync: settings.sync,
    toolVersion,
    effects,
  }).catch(async (error: unknown) => {
    await logto.close()
    throw error
  })

  const log = openRunLog(run.run, run.state.header!.run)
  let end: CanaryEnd | 'stopped' = 'stopped'
  const rejected = await RejectedFiles.open(run.run)
  const keepSummary = (report: CensusReport): Promise<void> =>
    writeInputSummary(run.run, report, {
      at: new Date(effects.now()).toISOString(),
      rate: settings.rate,
      seconds: estimateSeconds(report, settings.rate),
    })
  try {
    tellStart(context, run, target.endpoint)
    if (isRetry) await run.journal.append({ t: 'retry', at: run.at() })
    if ((!run.isResumed || picker !== undefined) && early === undefined) {
      monitor.total = await countRecords(settings, files, context, picker, keepSummary, target.redis !== undefined)
    } else if (run.isResumed && run.state.pass === 1 && flags.delta !== true) {
      // The session that began the run has counted its input.
      monitor.total = (await readInputSummary(run.run))?.records
    }
    // The token comes first: wrong credentials must end the run before anything is begun.
    await logto.send({ method: 'GET', path: '/api/users?page=1&page_size=1' }, stop)
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
      concurrency,
      resolvers,
      effects,
      onConflict: settings.onConflict,
      fingerprinter: createRunFingerprinter(run, target.appSecret),
      delta: await openDelta(run, flags, target.appSecret, context),
      recreateOnPasswordChange: flags.recreateOnPasswordChange,
      limit: settings.limit,
      stop,
      clockSkewMs: () => logto.clockSkewMs() ?? 0,
      events: monitor.listen(run, rejected, log),
    }
    if (picker === undefined) {
      monitor.start()
      end = await runImport(options)
    } else {
      end = await importWithCanary({
        context,
        flags,
        pick: picker.pick(),
        options,
        reopen: async () => (await openPipeline(settings, files, context)).records,
        monitor,
        onReport: (report) => {
          canary = report
          if (flags.json === true) writeEvent(given, { type: 'canary', ...report })
        },
      })
    }
    if (end === 'complete' || end === 'incomplete') {
      const { examples } = monitor
      end = await sendInvitations({ end, settings, options, run, pipeline, context, log, examples })
    }
  } catch (error) {
    if (!stop.aborted || error instanceof MigrationError) throw error
    end = 'interrupted'
  } finally {
    monitor.stop()
    try {
      await run.close(end === 'complete' || end === 'interrupted' ? end : 'stopped')
    } finally {
      await rejected.close(run.state.listArrived())
      await logto.close()
      log.end(end, summariseRun(run.state))
    }
  }
  await writeIdMap(run.run, run.state.pass)
  if (hasChanges(run)) await writeChanges(run.run, run.state.pass)
  if (flags.json === true) writeEvent(given, createEndEvent(end, summariseRun(run.state)))
  return tellEnd(context, run, flags, end, operands, monitor.examples, canary)
}

/** In a run that begins, a target that never answers is more likely misspelt than down. */
const firstContactMs = 30_000

const hasCheckpoint = ({ checkpoint }: RunFolder): Promise<boolean> =>
  access(checkpoint).then(
    () => true,
    () => false,
  )

/** A live source has no fingerprint: its records are marked in the checkpoint on the way. */
const fingerprintFiles = async (files: string[]): Promise<InputFile[]> => {
  if (files[0] === liveInput) return [{ path: liveInput, size: null, sha256: null }]
  const fingerprints = await fingerprintInput(files)
  return fingerprints.map(({ path, size, sha256 }) => ({ path, size: size ?? null, sha256: sha256 ?? null }))
}

/** The checkpoint names the preset; it is settled before anything is written. */
const nameSource = async (settings: Settings, files: string[], context: CommandContext): Promise<string> => {
  if (settings.preset !== undefined) return settings.preset
  const { preset, evidence, close } = await openPipeline(settings, files, context)
  await close()
  context.stderr(`Source: ${preset.title} (${evidence.join('; ')})\n`)
  return preset.name
}

/** Reads everything once before the first request, so that progress has an end and trouble is known. */
const countRecords = async (
  settings: Settings,
  files: string[],
  context: CommandContext,
  picker: CanaryPicker | undefined,
  keepSummary: (report: CensusReport) => Promise<void>,
  isShared: boolean,
): Promise<number> => {
  const census = new Census()
  const { records } = await openPipeline(settings, files, context)
  for await (const batch of records) {
    context.stop.throwIfAborted()
    for (const record of batch) {
      census.add(record)
      if (record.kind === 'planned') picker?.add(record.ordinal, describeShape(record.plan))
    }
  }
  const report = census.report()
  await keepSummary(report)
  // Shards that share the budget get a part of it each.
  const sharers = isShared ? (settings.shard?.count ?? 1) : 1
  const aloneSeconds = estimateSeconds(report, settings.rate)
  const seconds = aloneSeconds === undefined ? undefined : aloneSeconds * sharers
  context.stderr(
    `${formatCount(report.records)} records: ${formatCount(report.valid)} valid, ${formatCount(report.rejected)} rejected, ` +
      `${formatCount(report.requests.total)} requests${seconds === undefined ? '' : `, about ${formatDuration(seconds)} at ${settings.rate}${sharers === 1 ? '' : ` shared by ${sharers}`}`}\n`,
  )
  return report.records
}

const tellStart = (context: CommandContext, run: OpenRun, endpoint: string): void => {
  if (run.cutBytes > 0) {
    context.stderr(`The checkpoint ended in a torn line: ${run.cutBytes} bytes were cut.\n`)
  }
  const { done, begun } = run.state
  context.stderr(
    run.isResumed
      ? `Resuming ${run.run.folder}: ${formatCount(done.size)} records are settled, ${formatCount(begun.size)} have no known outcome yet\n`
      : `Importing into ${endpoint}; the run is in ${run.run.folder}\n`,
  )
}

const tellEnd = (
  context: CommandContext,
  run: OpenRun,
  flags: ImportFlags,
  end: CanaryEnd | 'stopped',
  operands: string[],
  examples: ReadonlyMap<string, string>,
  canary: CanaryReport | undefined,
): number => {
  const summary = summariseRun(run.state)
  const { folder, rejectedNdjson, idMap } = run.run
  if (flags.json === true) {
    context.stdout(`${JSON.stringify({ run: folder, end, ...summary, canary })}\n`)
  } else {
    const lines = [
      describeEnd(end, summary.seconds),
      ...describeCounts(summary, examples),
      `Run folder: ${folder}`,
      `Old id to new id: ${idMap}`,
      ...(hasChanges(run) ? [`What was changed: ${run.run.changes}`] : []),
      ...(summary.counts.rejected + summary.counts.failed > 0 ? [`Rejected records: ${rejectedNdjson}`] : []),
    ]
    context.stdout(`${lines.join('\n')}\n`)
  }
  if (end !== 'complete') {
    const shard = flags.shard === undefined ? '' : ` --shard ${flags.shard}`
    context.stderr(`Resume with: logto-migrate import ${operands.join(' ')} --run ${folder}${shard} --resume\n`)
  }
  if (end === 'interrupted') return 130
  if (end === 'canary_differs') return 1
  const { rejected, failed, failedUnits } = summary.counts
  const invitations = (summary.invitations?.failed ?? 0) + (summary.invitations?.unknown ?? 0)
  return rejected + failed + failedUnits + summary.unknown + summary.unfinished + invitations > 0 ? 1 : 0
}

const hasChanges = ({ state: { pass, counts } }: OpenRun): boolean => pass > 1 || counts.updated > 0

const describeEnd = (end: CanaryEnd | 'stopped', seconds: number): string => {
  switch (end) {
    case 'complete':
      return `Done in ${formatDuration(seconds)}.`
    case 'canary':
      return 'The canary is in and as it should be; the rest has not been touched.'
    case 'canary_differs':
      return 'The canary is not as it should be; the rest has not been touched.'
    case 'limited':
      return 'Stopped at the limit.'
    case 'incomplete':
      return 'Everything was tried; the target left some outcomes open.'
    default:
      return 'Interrupted; nothing is lost.'
  }
}
