import Bottleneck from 'bottleneck'
import type { AdjustablePacer } from './adjustable-pacer.js'
import { createWindowPacer, evenSpacingMsOf, type WindowPacerOptions } from './window-pacer.js'

/**
 * Bottleneck for the spacing, our window guard for the count. One job runs at a time and is the wait for the
 * guard, so that a pause or a new rate reaches everything that has not left yet. Bottleneck alone is not
 * enough: `minTime` puts N + 1 into a window, a reservoir twice N.
 *
 * Runs on Bottleneck's own timers, whatever the effects. Carries a few hundred requests/s at most.
 */
export const createBottleneckPacer = (options: Omit<WindowPacerOptions, 'isEven'>): AdjustablePacer => {
  const guard = createWindowPacer({ ...options, isEven: false })
  const bottleneck = new Bottleneck({ maxConcurrent: 1, minTime: evenSpacingMsOf(options.rate) })

  return {
    get rate() {
      return guard.rate
    },
    get waiting() {
      const { RECEIVED, QUEUED, RUNNING, EXECUTING } = bottleneck.counts()
      return RECEIVED + QUEUED + RUNNING + EXECUTING
    },
    take: (signal) => bottleneck.schedule(guard.take, signal),
    pause: guard.pause,
    pausedMs: guard.pausedMs,
    setRate: (rate) => {
      guard.setRate(rate)
      bottleneck.updateSettings({ minTime: evenSpacingMsOf(rate) })
    },
    deferred: guard.deferred,
  }
}
