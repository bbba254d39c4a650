import type { Settings, TargetSettings } from '../../config/settings.js'
import { createTarget, type Target } from '../../logto/create-target.js'
import { healthOf } from '../../logto/retry/health-of.js'
import { parseRate } from '../../pace/parse-rate.js'
import type { JobContext } from '../job-context.js'
import { ImportMonitor } from './import-monitor.js'
import { openConcurrency } from '../target/open-concurrency.js'
import { openPacer } from '../target/open-target.js'
import { RunControl } from './run-control.js'
import { createEventView, type RunView } from './run-view.js'
import { toolVersion } from '../tool-version.js'

export interface ImportTarget {
  logto: Target
  control: RunControl
  monitor: ImportMonitor
  /** From now on called right before each request leaves; throws where it must not. */
  guardBy(check: () => void): void
}

export interface ImportTargetChoices {
  /** A target that is down is waited for, however long; else 2 minutes. */
  wait?: boolean | undefined
  /** Default: progress is told as events. */
  view?: RunView | undefined
  /** How often progress is told as an event. Default: 10 s. */
  progressIntervalMs?: number | undefined
}

export interface ImportTargetOptions {
  context: JobContext
  options: ImportTargetChoices
  settings: Settings
  target: TargetSettings
  files: readonly string[]
}

/** The target as a run uses it: paced and steered, watched by whoever shows the progress. */
export const openImportTarget = async (options: ImportTargetOptions): Promise<ImportTarget> => {
  const {
    context,
    settings,
    target,
    files,
    options: { wait, view, progressIntervalMs },
  } = options
  const { effects, stop } = context
  const rate = parseRate(settings.rate)
  const connections = settings.concurrency === 'auto' ? undefined : settings.concurrency
  const maxOutageMs = wait === true ? Infinity : undefined
  const pacer = await openPacer(target, settings.rate, effects, {
    maxOutageMs,
    onOutage: (delayMs) => {
      control.rest('redis_unavailable')
      monitor.paused('redis_unavailable', delayMs)
    },
  })
  const control: RunControl = new RunControl({
    rate,
    pacer,
    concurrency: openConcurrency(settings, context),
    effects,
    stop,
  })
  const monitor: ImportMonitor = new ImportMonitor({
    context,
    control,
    about: { files, endpoint: target.endpoint },
    view: view ?? createEventView(context, progressIntervalMs),
  })
  let guard = (): void => {}
  const logto = createTarget({
    ...target,
    pacer: control.pacer,
    effects,
    connections,
    maxOutageMs,
    stop,
    guard: () => guard(),
    userAgent: `logto-migrate/${toolVersion}`,
    observer: control.observe({
      onAttempt: ({ latencyMs, outcome }) => {
        control.concurrency.observe(latencyMs, healthOf(outcome))
      },
      onPause: (reason, delayMs) => monitor.paused(reason, delayMs),
    }),
  })
  return {
    logto,
    control,
    monitor,
    guardBy: (check) => {
      guard = check
    },
  }
}
