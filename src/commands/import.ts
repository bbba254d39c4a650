import { access } from 'node:fs/promises'
import { defaultRunFolder, locateRun, type RunFolder } from '../checkpoint/run-folder.js'
import { type OpenRun, openRun } from '../checkpoint/open-run.js'
import type { InputFile } from '../checkpoint/entry.js'
import { loadConfig } from '../config/load-config.js'
import { type Flags, resolveSettings, resolveTarget, type Settings } from '../config/settings.js'
import { type ImportEnd, runImport } from '../import/run-import.js'
import { createTarget } from '../logto/create-target.js'
import { MigrationError } from '../outcome/migration-error.js'
import { createConcurrency } from '../pace/concurrency.js'
import { createPacer } from '../pace/create-pacer.js'
import { parseRate } from '../pace/parse-rate.js'
import { Census } from '../report/census.js'
import { formatCount, formatDuration } from '../report/format.js'
import { writeIdMap } from '../report/id-map.js'
import { RejectedFiles } from '../report/rejected-files.js'
import { describeCounts, summariseRun } from '../report/run-summary.js'
import { fingerprintInput } from '../source/fingerprint-input.js'
import { liveInput } from '../source/live-records.js'
import { runCheckCommand, estimateSeconds } from './check.js'
import type { CommandContext, CommonFlags } from './context.js'
import { createResolvers } from './create-resolvers.js'
import { ImportMonitor } from './import-monitor.js'
import { expandFiles, openPipeline } from './open-pipeline.js'
import { openRunLog } from './run-log.js'
import { toolVersion } from './tool-version.js'

export interface ImportFlags extends Flags, CommonFlags {
  dryRun?: boolean
  resume?: boolean
  fresh?: boolean
  force?: boolean
  wait?: boolean
}

/** Runs the import, or resumes it. */
export const runImportCommand = (
  context: CommandContext,
  operands: string[],
  flags: ImportFlags,
): Promise<number> =>
  flags.dryRun === true
    ? runCheckCommand(context, operands, flags)
    : importFiles(context, operands, flags, false)

/** Drives again what failed: the same run, with the failures open again. */
export const runRetryCommand = (
  context: CommandContext,
  operands: string[],
  flags: ImportFlags,
): Promise<number> => importFiles(context, operands, { ...flags, resume: true }, true)

const importFiles = async (
  context: CommandContext,
  operands: string[],
  flags: ImportFlags,
  isRetry: boolean,
): Promise<number> => {
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const settings = resolveSettings(operands, flags, config)
  const target = resolveTarget(flags, context.env, config)
  const rate = parseRate(settings.rate)
  const files = await expandFiles(settings)
  const { effects, stop } = context

  const folder = locateRun(settings.run ?? defaultRunFolder(files[0]!))
  const monitor = new ImportMonitor(context, settings.rate)
  const pacer = await createPacer({ rate, effects })
  const isAuto = settings.concurrency === 'auto'
  const concurrency = createConcurrency({
    rate,
    now: effects.now,
    auto: isAuto,
    initial: isAuto ? undefined : Number(settings.concurrency),
  })
  const logto = createTarget({
    ...target,
    pacer,
    effects,
    connections: isAuto ? undefined : Number(settings.concurrency),
    maxOutageMs: flags.wait === true ? Infinity : undefined,
    firstContactMs: flags.wait === true || (await hasCheckpoint(folder)) ? undefined : firstContactMs,
    userAgent: `logto-migrate/${toolVersion}`,
    observer: {
      onAttempt: ({ latencyMs, outcome }) => {
        const isSuffering = outcome.kind === 'transient' || outcome.kind === 'ambiguous'
        concurrency.observe(latencyMs, isSuffering ? 'suffering' : 'healthy')
      },
      onPause: (reason, delayMs) => monitor.paused(reason, delayMs),
    },
  })
  // What can be read only once is opened now and read later.
  const isOnce = files.includes('-') || settings.records !== undefined
  const early = isOnce ? await openPipeline(settings, files, context) : undefined
  const run = await openRun({
    run: folder,
    source: early?.preset.name ?? (await nameSource(settings, files, context)),
    input: await fingerprintFiles(files),
    target: { endpoint: logto.endpoint, tenantId: target.tenantId },
    mode: flags.resume === true ? 'resume' : flags.fresh === true ? 'fresh' : 'auto',
    isForced: flags.force,
    sync: settings.sync,
    toolVersion,
    effects,
  }).catch(async (error: unknown) => {
    await logto.close()
    throw error
  })

  const log = openRunLog(run.run, run.state.header!.run)
  let end: ImportEnd | 'stopped' = 'stopped'
  const rejected = await RejectedFiles.open(run.run)
  try {
    tellStart(context, run, target.endpoint)
    if (isRetry) await run.journal.append({ t: 'retry', at: run.at() })
    if (!run.isResumed && early === undefined) monitor.total = await countRecords(settings, files, context)
    // The token comes first: wrong credentials must end the run before anything is begun.
    await logto.send({ method: 'GET', path: '/api/users?page=1&page_size=1' }, stop)
    const pipeline = early ?? (await openPipeline(settings, files, context))
    monitor.start()
    end = await runImport({
      records: pipeline.records,
      run,
      send: logto.send,
      concurrency,
      resolvers: createResolvers(logto.send, run.journal, settings, effects),
      effects,
      onConflict: settings.onConflict,
      limit: settings.limit,
      stop,
      clockSkewMs: () => logto.clockSkewMs() ?? 0,
      events: monitor.listen(run, rejected, log),
    })
  } catch (error) {
    if (!stop.aborted || error instanceof MigrationError) throw error
    end = 'interrupted'
  } finally {
    monitor.stop()
    try {
      await run.close(end === 'complete' || end === 'interrupted' ? end : 'stopped')
    } finally {
      await rejected.close()
      await logto.close()
      log.end(end, summariseRun(run.state))
    }
  }
  await writeIdMap(run.run)
  return tellEnd(context, run, flags, end, operands, monitor.examples)
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
): Promise<number> => {
  const census = new Census()
  const { records } = await openPipeline(settings, files, context)
  for await (const batch of records) {
    context.stop.throwIfAborted()
    for (const record of batch) census.add(record)
  }
  const report = census.report()
  const seconds = estimateSeconds(report, settings.rate)
  context.stderr(
    `${formatCount(report.records)} records: ${formatCount(report.valid)} valid, ${formatCount(report.rejected)} rejected, ` +
      `${formatCount(report.requests.total)} requests${seconds === undefined ? '' : `, about ${formatDuration(seconds)} at ${settings.rate}`}\n`,
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
  end: ImportEnd | 'stopped',
  operands: string[],
  examples: ReadonlyMap<string, string>,
): number => {
  const summary = summariseRun(run.state)
  const { folder, rejectedNdjson, idMap } = run.run
  if (flags.json === true) {
    context.stdout(`${JSON.stringify({ run: folder, end, ...summary })}\n`)
  } else {
    const lines = [
      describeEnd(end, summary.seconds),
      ...describeCounts(summary, examples),
      `Run folder: ${folder}`,
      `Old id to new id: ${idMap}`,
      ...(summary.counts.rejected + summary.counts.failed > 0 ? [`Rejected records: ${rejectedNdjson}`] : []),
    ]
    context.stdout(`${lines.join('\n')}\n`)
  }
  if (end !== 'complete') {
    context.stderr(`Resume with: logto-migrate import ${operands.join(' ')} --run ${folder} --resume\n`)
  }
  if (end === 'interrupted') return 130
  const { rejected, failed, failedUnits } = summary.counts
  return rejected + failed + failedUnits + summary.unknown + summary.unfinished > 0 ? 1 : 0
}

const describeEnd = (end: ImportEnd | 'stopped', seconds: number): string => {
  switch (end) {
    case 'complete':
      return `Done in ${formatDuration(seconds)}.`
    case 'limited':
      return 'Stopped at the limit.'
    case 'incomplete':
      return 'Everything was tried; the target left some outcomes open.'
    default:
      return 'Interrupted; nothing is lost.'
  }
}
