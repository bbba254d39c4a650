import type { ConcurrencyRule } from './concurrency-rule.js'

const headroom = 1.5
const spare = 2
/** A rise of latency is followed fast, because a limit too low costs budget; a fall slowly. */
const riseWeight = 0.3
const fallWeight = 0.05
/** Assumed until the first answer. */
const firstLatencyMs = 500

/**
 * For a paced run: by Little's law rate × latency requests are in flight. The limit is half as many again and
 * two, so the pace and never the limit decides, while a target that answers fast sees few connections.
 */
export const createLatencyRule = (options: {
  requestsPerSecond: number
  max: number
  initial: number | undefined
}): ConcurrencyRule => {
  let smoothedMs: number | undefined
  let limit = 0

  const follow = (): void => {
    const needed =
      Math.ceil((options.requestsPerSecond * (smoothedMs ?? firstLatencyMs) * headroom) / 1000) + spare
    limit = Math.max(1, Math.min(options.max, needed))
  }
  follow()
  if (options.initial !== undefined) {
    limit = Math.max(1, Math.min(options.max, options.initial))
  }

  return {
    get limit() {
      return limit
    },
    observe: (_nowMs, latencyMs) => {
      const weight = smoothedMs !== undefined && latencyMs < smoothedMs ? fallWeight : riseWeight
      smoothedMs = smoothedMs === undefined ? latencyMs : smoothedMs + weight * (latencyMs - smoothedMs)
      follow()
    },
  }
}
