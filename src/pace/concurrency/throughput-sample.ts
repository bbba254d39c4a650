import type { RequestHealth } from './concurrency-rule.js'

/** What was measured at one limit. */
export interface ThroughputSample {
  perSecond: number
  latencyMs: number
  failures: number
  count: number
}

/** Shortest measurement, and the fewest answers that make one. */
const minPeriodMs = 500
const minCount = 100
/** So many answers make one sooner, but not before this long. */
const manyCount = 800
const shortPeriodMs = 250
/** With a slow target, a measurement ends after this long if it has at least `fewCount` answers. */
const longPeriodMs = 1500
const fewCount = 20
/** Below this share of answers with the limit reached, the source was slower than the target. */
const minSaturatedShare = 0.8

/** Collects answers at one limit until they make a sample. */
export interface SampleCollector {
  /** Begins anew; answers to what was sent before are not counted. */
  restart(nowMs: number, inFlight: number): void
  /** The finished sample; `unsaturated` when the limit was hardly reached; undefined while collecting. */
  add(
    nowMs: number,
    latencyMs: number,
    health: RequestHealth,
    isSaturated: boolean,
  ): ThroughputSample | 'unsaturated' | undefined
}

export const createSampleCollector = (): SampleCollector => {
  let leftToSkip = 0
  let startMs = -Infinity
  let count = 0
  let failures = 0
  let saturated = 0
  let latencySumMs = 0

  const reset = (nowMs: number): void => {
    startMs = nowMs
    count = 0
    failures = 0
    saturated = 0
    latencySumMs = 0
  }

  return {
    restart: (nowMs, inFlight) => {
      leftToSkip = inFlight
      reset(nowMs)
    },
    add: (nowMs, latencyMs, health, isSaturated) => {
      if (leftToSkip > 0) {
        leftToSkip -= 1
        startMs = nowMs
        return undefined
      }
      count += 1
      latencySumMs += latencyMs
      saturated += isSaturated ? 1 : 0
      failures += health === 'suffering' ? 1 : 0
      const elapsedMs = nowMs - startMs
      if (!isEnough(elapsedMs, count)) {
        return undefined
      }
      const sample: ThroughputSample = {
        perSecond: ((count - failures) * 1000) / elapsedMs,
        latencyMs: latencySumMs / count,
        failures,
        count,
      }
      const isUnsaturated = saturated < count * minSaturatedShare
      reset(nowMs)
      return isUnsaturated && failures === 0 ? 'unsaturated' : sample
    },
  }
}

const isEnough = (elapsedMs: number, count: number): boolean => {
  if (elapsedMs >= longPeriodMs) return count >= fewCount
  if (elapsedMs >= minPeriodMs) return count >= minCount
  return elapsedMs >= shortPeriodMs && count >= manyCount
}
