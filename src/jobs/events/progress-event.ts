import type { OpenRun } from '../../checkpoint/open-run.js'
import { formatRate } from '../../report/progress/progress-pace.js'
import type { Progress } from '../../report/progress/progress-state.js'
import type { RunSummary } from '../../report/run-summary.js'
import type { JobEvent, ProgressEvent } from './job-event.js'

export const createProgressEvent = (progress: Progress): ProgressEvent => {
  const {
    done,
    total,
    created,
    updated,
    unchanged,
    existing,
    rejected,
    failed,
    waiting,
    perSecond,
    secondsLeft,
    pace,
  } = progress
  return {
    type: 'progress',
    done,
    total: total ?? null,
    created,
    updated,
    unchanged,
    existing,
    rejected,
    failed,
    waiting,
    usersPerSecond: Math.round(perSecond * 10) / 10,
    secondsLeft: secondsLeft === undefined ? null : Math.round(secondsLeft),
    requests: pace.requests,
    windowMs: pace.windowMs,
    rate: formatRate(pace.rate),
    budget: formatRate(pace.budget),
    inFlight: pace.inFlight,
    latencyMs: pace.latencyMs === undefined ? null : Math.round(pace.latencyMs),
    limitedBy: pace.cause.kind,
  }
}

/** @param total undefined while nobody knows */
export const createStartEvent = (
  { run, state, isResumed }: Pick<OpenRun, 'run' | 'state' | 'isResumed'>,
  total: number | undefined,
  rate: string,
): JobEvent => ({
  type: 'start',
  run: run.folder,
  endpoint: state.header?.target.endpoint ?? '',
  source: state.header?.source ?? '',
  isResumed,
  total: total ?? null,
  rate,
})

export const createEndEvent = (end: string, { counts, unknown, unfinished }: RunSummary): JobEvent => ({
  type: 'end',
  end,
  counts: { ...counts },
  unknown,
  unfinished,
})
