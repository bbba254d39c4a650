import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import type { Settings, TargetSettings } from '../../config/settings.js'
import type { Target } from '../../logto/create-target.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import { usualFamilies } from '../../preflight/canary/canary-digest.js'
import { compareWithTarget } from '../../preflight/compare-with-target.js'
import { measurePace } from '../../preflight/measure-pace.js'
import { judgePreflight, type PreflightReport } from '../../preflight/preflight-report.js'
import { probeIds } from '../../preflight/canary/probe-ids.js'
import { runCanaries } from '../../preflight/canary/run-canaries.js'
import { readActionState } from '../../trickle/script/action-state.js'
import type { JobContext } from '../job-context.js'
import type { Pipeline } from '../input/open-pipeline.js'
import { withOpenTarget } from '../target/open-target.js'

export interface TargetQuestions {
  /** Opens the input, once the target has answered; undefined when none was named. It is read to its end, or closed. */
  open: (() => Promise<Pipeline>) | undefined
  onBatch?: ((batch: PlannedRecord[]) => void) | undefined
  /** Whether to try the hash families with temporary users, the only thing that writes. */
  hasCanary: boolean
}

/** What was asked of the target, and the input that it was asked about. */
export interface TargetAnswers {
  report: PreflightReport
  pipeline: Pipeline | undefined
}

/**
 * Everything that can be asked of the target before a run. Nobody of the input is written, and nothing of it is read
 * before the target has let us in.
 */
export const askTarget = async (
  target: TargetSettings,
  settings: Settings,
  context: JobContext,
  questions: TargetQuestions,
): Promise<TargetAnswers> => {
  // Every request under way listens on it.
  setMaxListeners(0, context.stop)
  const latenciesMs: number[] = []
  const observer = { onAttempt: ({ latencyMs }: { latencyMs: number }) => void latenciesMs.push(latencyMs) }
  return withOpenTarget(target, settings, context, observer, (opened) =>
    askAll(opened, latenciesMs, settings, context, questions),
  )
}

const askAll = async (
  opened: Target,
  latenciesMs: number[],
  settings: Settings,
  context: JobContext,
  { open, onBatch, hasCanary }: TargetQuestions,
): Promise<TargetAnswers> => {
  const { send, endpoint, clockSkewMs } = opened
  const { effects, stop } = context
  const isUnpaced = settings.rate === 'off'
  const pace = await measurePace({ send, latenciesMs, isUnpaced, now: effects.now, signal: stop })
  const pipeline = await open?.()
  try {
    const { families, ...compared } = await compareWithTarget({
      send,
      records: pipeline?.records,
      onBatch: tellProgress(context, onBatch),
      rules: {
        onConflict: settings.onConflict,
        roles: settings.roles ?? {},
        organizations: settings.organizations ?? {},
      },
      readActionState: () => readActionState(send, stop),
      signal: stop,
    })
    const canary = hasCanary
      ? await runCanaries({
          send,
          families: families ?? usualFamilies,
          randomBytes,
          effects,
          settleWithinMs: settings.settleWithinMs,
          stop,
        })
      : undefined
    const ids =
      hasCanary && !stop.aborted ? await probeIds({ send, randomBytes, now: effects.now }) : undefined
    const keepIds = settings.keepIds === true
    const report = judgePreflight({
      endpoint,
      clockSkewMs: clockSkewMs(),
      pace,
      ...compared,
      canary,
      ids,
      keepIds,
    })
    return { report, pipeline }
  } finally {
    await pipeline?.close()
  }
}

const progressIntervalMs = 10_000

/** Lookups under a rate limit take their time. */
const tellProgress = (
  { effects, emit }: JobContext,
  onBatch: TargetQuestions['onBatch'],
): ((batch: PlannedRecord[]) => void) => {
  let toldAtMs = effects.now()
  let records = 0
  return (batch) => {
    records += batch.length
    onBatch?.(batch)
    if (effects.now() - toldAtMs < progressIntervalMs) return
    toldAtMs = effects.now()
    emit({ type: 'note', code: 'compared', records })
  }
}
