import { access } from 'node:fs/promises'
import type { RunFolder } from '../checkpoint/run-folder.js'
import type { Settings, TargetSettings } from '../config/settings.js'
import { createTarget, type Target } from '../logto/create-target.js'
import { createConcurrency } from '../pace/concurrency.js'
import { parseRate } from '../pace/parse-rate.js'
import type { CommandContext, CommonFlags } from './context.js'
import { ImportMonitor } from './import-monitor.js'
import { openPacer } from './open-target.js'
import { openProgressView } from './progress-view.js'
import { RunControl } from './run-control.js'
import { toolVersion } from './tool-version.js'

export interface ImportTarget {
  logto: Target
  control: RunControl
  monitor: ImportMonitor
}

export interface ImportTargetOptions {
  /** As the program got it: progress goes to the terminal, or as events to stderr. */
  given: CommandContext
  context: CommandContext
  flags: CommonFlags & { wait?: boolean }
  settings: Settings
  target: TargetSettings
  files: string[]
  folder: RunFolder
}

/** In a run that begins, a target that never answers is more likely misspelt than down. */
const firstContactMs = 30_000

/** The target as a run uses it: paced and steered, watched by whoever shows the progress. */
export const openImportTarget = async (options: ImportTargetOptions): Promise<ImportTarget> => {
  const { given, context, flags, settings, target, files, folder } = options
  const { effects, stop } = context
  const rate = parseRate(settings.rate)
  const connections = settings.concurrency === 'auto' ? undefined : settings.concurrency
  const maxOutageMs = flags.wait === true ? Infinity : undefined
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
    concurrency: createConcurrency({
      rate,
      now: effects.now,
      auto: connections === undefined,
      initial: connections,
    }),
    effects,
    stop,
  })
  const view = openProgressView({
    context: given,
    flags,
    title: `${files.join(', ')} -> ${target.endpoint}`,
    mayReadKeys: !files.includes('-'),
  })
  const monitor: ImportMonitor = new ImportMonitor({ context, control, view })
  const logto = createTarget({
    ...target,
    pacer: control.pacer,
    effects,
    connections,
    maxOutageMs,
    stop,
    firstContactMs: flags.wait === true || (await hasCheckpoint(folder)) ? undefined : firstContactMs,
    userAgent: `logto-migrate/${toolVersion}`,
    observer: control.observe({
      onAttempt: ({ latencyMs, outcome }) => {
        const isSuffering = outcome.kind === 'transient' || outcome.kind === 'ambiguous'
        control.concurrency.observe(latencyMs, isSuffering ? 'suffering' : 'healthy')
      },
      onPause: (reason, delayMs) => monitor.paused(reason, delayMs),
    }),
  })
  return { logto, control, monitor }
}

const hasCheckpoint = ({ checkpoint }: RunFolder): Promise<boolean> =>
  access(checkpoint).then(
    () => true,
    () => false,
  )
