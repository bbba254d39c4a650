import type { OpenRun } from '../../checkpoint/open-run.js'
import type { RunSummary } from '../run-summary.js'
import { formatRate } from './progress-pace.js'
import type { Progress } from './progress-state.js'

/** What `import --json` writes on stderr, one JSON object a line. Documented in docs/terminal.md. */
export type RunEvent =
  | {
      type: 'start'
      run: string
      endpoint: string
      source: string
      isResumed: boolean
      /** Records of the input, null while nobody knows. */
      total: number | null
      rate: string
    }
  | ProgressEvent
  | { type: 'paused'; by: 'operator' | 'target'; reason: string; until: string | null }
  | { type: 'resumed' }
  | { type: 'note'; message: string }
  | {
      type: 'canary'
      users: number
      shapes: number
      coveredShapes: number
      existing: number
      problems: {
        ordinal: number
        file: string
        line: number
        logtoId: string | null
        differences: string[]
      }[]
      isVerified: boolean
    }
  | { type: 'end'; end: string; counts: RunSummary['counts']; unknown: number; unfinished: number }
  | { type: 'end'; end: 'error'; error: { code: string; message: string } }

export interface ProgressEvent {
  type: 'progress'
  done: number
  total: number | null
  created: number
  updated: number
  unchanged: number
  existing: number
  rejected: number
  failed: number
  waiting: number
  usersPerSecond: number
  secondsLeft: number | null
  requests: number
  windowMs: number
  rate: string
  budget: string
  inFlight: number
  latencyMs: number | null
  limitedBy: string
}

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
): RunEvent => ({
  type: 'start',
  run: run.folder,
  endpoint: state.header?.target.endpoint ?? '',
  source: state.header?.source ?? '',
  isResumed,
  total: total ?? null,
  rate,
})

export const createEndEvent = (end: string, { counts, unknown, unfinished }: RunSummary): RunEvent => ({
  type: 'end',
  end,
  counts,
  unknown,
  unfinished,
})

/** One line, with the time it is written at. */
export const encodeEvent = (event: RunEvent, nowMs: number): string => {
  const { type, ...rest } = event
  return `${JSON.stringify({ type, at: new Date(nowMs).toISOString(), ...rest })}\n`
}
