import type { Effects } from '../effects/effects.js'
import type { AdjustablePacer } from './adjustable-pacer.js'
import { createArrivalWatch } from './arrival-watch.js'
import { requestsPerSecond, type Rate } from './rate.js'
import type { Spacer } from './spacer.js'
import { createSlidingWindow, guardedSpanMsOf, type SlidingWindow } from './sliding-window.js'
import { createWaitingLine } from './waiting-line.js'

/**
 * Share by which the even pace stays below the window's own rate. Above the margin of the window guard (2 %
 * for 10 s), so that the guard has 0.2 % in hand and slots lost to a late timer are caught up.
 */
const paceReserve = 1.022
/** For windows so short that their margin is the larger part. */
const guardReserve = 1.002
/** How far the schedule may lag behind the clock and still be caught up, as a share of the window. */
const catchUpShare = 0.1
/** The share of the even spacing that a spacer keeps while it catches up. */
const catchUpSpacing = 0.5
/** Above this many requests a second a spacer's own cost would be the limit. */
const maxSpacedPerSecond = 100
/** The longest sleep at once, so that a pause that was lifted or a new rate is noticed. */
const maxSleepMs = 250

export interface WindowPacerOptions {
  effects: Pick<Effects, 'now' | 'sleep'>
  rate: Rate | 'off'
  /** Spaces the requests at rates up to 100/s. Without one, and above, our own schedule does. */
  spacer?: Spacer
}

/**
 * Paces by an even schedule under an exact sliding window over departures. Late timers and stalls of the event
 * loop do not push the schedule back: slots missed are made up for, up to a tenth of the window, as far as the
 * window guard allows; a spacer is told to hurry by then. `off` limits nothing, and still honours pauses.
 */
export const createWindowPacer = ({ effects, rate, spacer }: WindowPacerOptions): AdjustablePacer => {
  const line = createWaitingLine()
  let current = rate
  let window: SlidingWindow | undefined = rate === 'off' ? undefined : createSlidingWindow(rate)
  let spacingMs = evenSpacingMsOf(rate)
  let isSpaced = false
  /** The spacer has let one through that has not left yet. */
  let hasTurn = false
  /** When the even schedule has its next slot. */
  let scheduledMs = -Infinity
  let pausedUntilMs = -Infinity
  let isPumping = false
  const watch = createArrivalWatch({
    now: effects.now,
    rate: () => current,
    onLate: (fromMs, toMs) => window?.defer(fromMs, toMs),
  })

  const useSpacer = (): void => {
    isSpaced = spacer !== undefined && current !== 'off' && requestsPerSecond(current) <= maxSpacedPerSecond
    hasTurn = false
    spacer?.restart(spacingMs)
  }
  useSpacer()

  const nextSlotMs = (): number => {
    watch.look()
    const guardedMs = Math.max(window?.earliestMs() ?? -Infinity, pausedUntilMs)
    return isSpaced ? guardedMs : Math.max(scheduledMs, guardedMs)
  }

  const depart = (nowMs: number): void => {
    if (current === 'off') {
      return
    }
    window?.record(nowMs)
    hasTurn = false
    const earliestLagMs = scheduledMs === -Infinity ? nowMs : nowMs - current.windowMs * catchUpShare
    scheduledMs = Math.max(scheduledMs, earliestLagMs)
    if (isSpaced) spacer?.setSpacing(nowMs - scheduledMs > spacingMs ? spacingMs * catchUpSpacing : spacingMs)
    scheduledMs += spacingMs
  }

  const pump = async (): Promise<void> => {
    isPumping = true
    while (line.length > 0) {
      const nowMs = effects.now()
      if (spacer && isSpaced && !hasTurn && pausedUntilMs <= nowMs) {
        const isTurn = await spacer.next()
        // One that comes during a pause is void, or two would leave together at its end.
        hasTurn = isTurn && pausedUntilMs <= effects.now()
        continue
      }
      const waitMs = nextSlotMs() - nowMs
      if (waitMs > 0) {
        // Timers count whole milliseconds; rounding up spares a second wake-up just before the slot.
        await effects.sleep(Math.min(maxSleepMs, Math.ceil(waitMs)))
      } else if (line.admitFirst()) {
        depart(nowMs)
      }
    }
    isPumping = false
  }

  /** A spacing can be long, and its timer would keep a process that has given up alive. */
  const dropTurn = (): void => {
    if (line.length === 0) spacer?.restart(spacingMs)
  }

  return {
    get rate() {
      return current
    },
    get waiting() {
      return line.length
    },

    take: (signal) => {
      if (!isPumping && !isSpaced && !signal?.aborted) {
        const nowMs = effects.now()
        if (nextSlotMs() <= nowMs) {
          depart(nowMs)
          return Promise.resolve()
        }
      }
      const turn = line.join(signal)
      if (!isPumping) {
        void pump()
      }
      if (spacer && signal) void turn.catch(dropTurn)
      return turn
    },

    sent: watch.sent,

    pause: (delayMs) => {
      pausedUntilMs = Math.max(pausedUntilMs, effects.now() + delayMs)
      // A target that asked for a rest gets no burst afterwards.
      scheduledMs = Math.max(scheduledMs, pausedUntilMs)
      hasTurn = false
    },

    pausedMs: () => Math.max(0, pausedUntilMs - effects.now()),

    setRate: (next) => {
      if (next === 'off') {
        window = undefined
      } else if (window) {
        window.resize(next)
      } else {
        window = createFullWindow(next, effects.now())
      }
      scheduledMs = -Infinity
      current = next
      spacingMs = evenSpacingMsOf(next)
      useSpacer()
    },

    deferred: (fromMs, toMs) => window?.defer(fromMs, toMs),

    // Who still waits then is served by our own schedule.
    close: () => {
      isSpaced = false
      spacer?.restart(spacingMs)
      return Promise.resolve()
    },
  }
}

/** Milliseconds from one slot to the next under an even pace; 0 when nothing is limited. */
export const evenSpacingMsOf = (rate: Rate | 'off'): number => {
  if (rate === 'off') {
    return 0
  }
  return Math.max(rate.windowMs * paceReserve, guardedSpanMsOf(rate) * guardReserve) / rate.limit
}

/** Nothing is known of what left while nothing was limited, so it counts as full. */
const createFullWindow = (rate: Rate, nowMs: number): SlidingWindow => {
  const window = createSlidingWindow(rate)
  for (let index = 0; index < rate.limit; index += 1) {
    window.record(nowMs)
  }
  return window
}
