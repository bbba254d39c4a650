import type { Progress } from '../../report/progress/progress-state.js'
import { createProgressEvent } from '../events/progress-event.js'
import type { JobContext } from '../job-context.js'
import type { RunControl } from './run-control.js'

/** What is imported where. */
export interface RunSubject {
  files: readonly string[]
  endpoint: string
}

/** Shows a run to whoever watches, and may steer it. */
export interface RunView {
  /** How often it wants to be asked. */
  readonly intervalMs: number
  /** @param control pauses, resumes, and changes the rate up to the budget */
  start(control: RunControl, about: RunSubject): void
  show(progress: Progress): void
  /** @param untilMs undefined: until somebody resumes it */
  paused(by: 'operator' | 'target', reason: string, untilMs: number | undefined): void
  resumed(): void
  /** Shows the last state and lets go of what it holds. */
  end(progress: Progress): void
}

export const usualIntervalMs = 10_000

/** Progress as events. A pause by the target is told when it begins; its end is noticed by asking. */
export const createEventView = (
  { emit }: Pick<JobContext, 'emit'>,
  intervalMs = usualIntervalMs,
): RunView => ({
  intervalMs,
  start: () => undefined,
  show: (progress) => emit(createProgressEvent(progress)),
  paused: (by, reason, untilMs) =>
    emit({
      type: 'paused',
      by,
      reason,
      until: untilMs === undefined ? null : new Date(untilMs).toISOString(),
    }),
  resumed: () => emit({ type: 'resumed' }),
  end: (progress) => emit(createProgressEvent(progress)),
})
