import type { Rate } from './rate.js'

/**
 * The share of a window by which sends are kept further apart than the target asks, and its upper bound. A
 * request that left at `t` arrives somewhere in `[t, t + jitter]`, so N + 1 arrivals within a window of W ms
 * mean N + 1 sends within W + jitter. Keeping N + 1 sends at least W + margin apart therefore holds the
 * target's own count as long as the jitter is at most the margin: 200 ms for windows of 8 s and more.
 */
const marginShare = 0.025
const maxMarginMs = 200

/** Arrival jitter that a window of this length tolerates. */
export const marginMsOf = (windowMs: number): number => Math.min(maxMarginMs, windowMs * marginShare)

/** The shortest time from one departure to the N-th after it. */
export const guardedSpanMsOf = (rate: Rate): number => rate.windowMs + marginMsOf(rate.windowMs)

/** Exact record of the last N departures; knows no clock. */
export interface SlidingWindow {
  /** Earliest time at which one more may leave; -Infinity while fewer than N have left. */
  earliestMs(): number
  /** One left at `atMs`, not before any recorded earlier. */
  record(atMs: number): void
  /**
   * One that was recorded at `fromMs` reached the wire only at `toMs`: its connection had to be opened first.
   * Counts it at `toMs`.
   */
  defer(fromMs: number, toMs: number): void
  /** Goes on under another rate with what is known of the past. */
  resize(rate: Rate): void
}

/** Keeps N + 1 departures at least one window and its margin apart. */
export const createSlidingWindow = (rate: Rate): SlidingWindow => {
  let { limit } = rate
  let spanMs = guardedSpanMsOf(rate)
  let times = new Float64Array(limit).fill(-Infinity)
  /** Index of the oldest departure, which is the next to be overwritten. */
  let oldest = 0

  const at = (age: number): number => times[(oldest + age) % limit] ?? -Infinity

  return {
    earliestMs: () => (times[oldest] ?? -Infinity) + spanMs,

    record: (atMs) => {
      times[oldest] = atMs
      oldest = oldest + 1 === limit ? 0 : oldest + 1
    },

    defer: (fromMs, toMs) => {
      let index = limit - 1
      while (index >= 0 && at(index) > fromMs) {
        index -= 1
      }
      if (index < 0 || at(index) === -Infinity) {
        return
      }
      while (index + 1 < limit && at(index + 1) <= toMs) {
        times[(oldest + index) % limit] = at(index + 1)
        index += 1
      }
      times[(oldest + index) % limit] = toMs
    },

    resize: (next) => {
      const known = Array.from({ length: limit }, (_, age) => at(age))
      // Beyond the oldest known departure the old rate held, so that is the most there can have been.
      const oldSpacingMs = spanMs / limit
      const kept = new Float64Array(next.limit).fill(-Infinity)
      for (let index = 0; index < next.limit; index += 1) {
        const fromEnd = next.limit - index
        const time = fromEnd <= limit ? known[limit - fromEnd] : undefined
        kept[index] = time ?? (known[0] ?? -Infinity) - (fromEnd - limit) * oldSpacingMs
      }
      times = kept
      oldest = 0
      limit = next.limit
      spanMs = guardedSpanMsOf(next)
    },
  }
}
