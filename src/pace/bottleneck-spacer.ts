import Bottleneck from 'bottleneck'
import type { Spacer } from './spacer.js'

/** Bottleneck goes by the wall clock: set back by more than this while a run goes on, it would wait for so long. */
const setBackMs = 250

/**
 * Spaces by Bottleneck's `minTime`. It is given one job at a time, so that callers who give up leave nothing in
 * its queue, and its memory does not depend on how many wait.
 *
 * Runs on real timers, whatever the effects.
 */
export const createBottleneckSpacer = (): Spacer => {
  let spacingMs = 0
  let limiter: Bottleneck | undefined
  let startedAheadMs = 0
  /** Answers the turn that is asked for. */
  let answer: ((isTurn: boolean) => void) | undefined

  const settle = (isTurn: boolean): void => {
    answer?.(isTurn)
    answer = undefined
  }

  const stop = (): void => {
    const stopped = limiter
    limiter = undefined
    // What it drops rejects below, where nobody waits for it any more.
    void stopped?.stop({ dropWaitingJobs: true }).catch(() => undefined)
  }

  const start = (): Bottleneck => {
    startedAheadMs = wallClockAheadMs()
    return new Bottleneck({ minTime: spacingMs })
  }

  return {
    next: () => {
      if (wallClockAheadMs() < startedAheadMs - setBackMs) stop()
      const asked = (limiter ??= start())
      const isOfNow = () => asked === limiter
      return new Promise<boolean>((resolve) => {
        answer = resolve
        asked
          .schedule(() => {
            if (isOfNow()) settle(true)
            return Promise.resolve()
          })
          .catch(() => undefined)
      })
    },

    setSpacing: (next) => {
      if (next === spacingMs) return
      spacingMs = next
      void limiter?.updateSettings({ minTime: next })
    },

    restart: (next) => {
      spacingMs = next
      stop()
      settle(false)
    },
  }
}

/** Changes only when somebody sets the wall clock. */
const wallClockAheadMs = (): number => Date.now() - performance.now()
