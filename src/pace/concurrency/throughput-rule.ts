import type { ConcurrencyRule } from './concurrency-rule.js'
import { createSampleCollector, type ThroughputSample } from './throughput-sample.js'

/** Doubling the limit must bring this much, or the search ends. */
const worthDoubling = 1.05
/** A quarter more must bring this much in a probe. */
const worthQuarter = 1.03
/** A fifth less may cost this much and is taken, because it spares the target. */
const spareFifth = 0.985
/** Below this share of what it was, a probe ends after its first sample. */
const clearlyWorse = 0.93
/** Throughput or latency off the reference by this factor, twice running, means the target has changed. */
const throughputShift = 1.25
const latencyShift = 1.8
const failureShare = 0.1
const spareShare = 1.25
/** Samples held between two probes: more each time a probe finds nothing. */
const firstRest = 4
const longestRest = 32
/** After failures the limit climbs back by this factor with each clean sample. */
const climb = 1.5
/** How long a limit at which requests failed is not tried again; twice as long each time. */
const firstAvoidMs = 30_000
const longestAvoidMs = 300_000
/** No search goes on once answers take this long. */
const maxLatencyMs = 5000

type Phase =
  | { kind: 'search'; step: 'up' | 'down'; from: ThroughputSample | undefined; fromLimit: number }
  | { kind: 'hold'; rest: number; shifts: number }
  | {
      kind: 'probe'
      homeLimit: number
      home: ThroughputSample
      step: 'up' | 'down'
      first?: ThroughputSample
    }
  | { kind: 'recover' }

/**
 * For an unpaced run: finds the concurrency with the best measured throughput. Doubles from a small start as
 * long as that pays, then holds and tries a quarter more and a fifth less by turns. When throughput or latency
 * shift, it first tries half as many and searches again from there; when requests fail, it halves at once,
 * climbs back while they succeed, and stays below the limit that failed for a while.
 *
 * Latency alone, as in Gradient2, does not find the optimum here: a database-bound target answers slower with
 * every added request long before its throughput stops growing.
 */
export const createThroughputRule = (options: { initial: number; max: number }): ConcurrencyRule => {
  /** Failures began above this many. */
  let ceiling = options.max
  let ceilingUntilMs = -Infinity
  let avoidMs = firstAvoidMs
  const clamp = (value: number): number => Math.max(1, Math.min(options.max, ceiling, Math.round(value)))
  const collector = createSampleCollector()
  let limit = clamp(options.initial)
  let phase: Phase = { kind: 'search', step: 'up', from: undefined, fromLimit: limit }
  let reference: ThroughputSample | undefined
  /** The shortest mean latency of a sample: about that of a request that waits for no other. */
  let unloadedMs = Infinity
  let restLength = firstRest
  let nextProbe: 'up' | 'down' = 'up'
  let isStarted = false

  const hold = (at: number, sample: ThroughputSample | undefined): void => {
    limit = at
    reference = sample
    phase = { kind: 'hold', rest: restLength, shifts: 0 }
  }

  const searchFrom = (step: 'up' | 'down', from: ThroughputSample, fromLimit: number): void => {
    const next = clamp(step === 'up' ? fromLimit * 2 : fromLimit / 2)
    if (next === fromLimit) {
      hold(fromLimit, from)
      return
    }
    limit = next
    phase = { kind: 'search', step, from, fromLimit }
  }

  const onSearch = (sample: ThroughputSample, search: Extract<Phase, { kind: 'search' }>): void => {
    const { step, from, fromLimit } = search
    restLength = firstRest
    if (!from) {
      searchFrom(step, sample, limit)
      return
    }
    if (step === 'up') {
      if (sample.perSecond >= from.perSecond * worthDoubling && sample.latencyMs < maxLatencyMs) {
        searchFrom('up', sample, limit)
      } else {
        hold(sample.perSecond > from.perSecond * worthQuarter ? limit : fromLimit, undefined)
      }
      return
    }
    if (sample.perSecond >= from.perSecond * spareFifth) {
      searchFrom('down', sample, limit)
    } else {
      // Half as many cost throughput: the target has become slower to answer, not weaker, or has grown.
      searchFrom('up', from, fromLimit)
    }
  }

  const onHold = (sample: ThroughputSample, held: Extract<Phase, { kind: 'hold' }>): void => {
    if (!reference) {
      reference = sample
    }
    const isShifted =
      sample.perSecond * throughputShift < reference.perSecond ||
      sample.perSecond > reference.perSecond * throughputShift ||
      sample.latencyMs > reference.latencyMs * latencyShift
    if (isShifted) {
      held.shifts += 1
      if (held.shifts >= 2) {
        searchFrom('down', sample, limit)
      }
      return
    }
    held.shifts = 0
    reference = blend(reference, sample)
    held.rest -= 1
    if (held.rest <= 0) {
      probe(reference)
    }
  }

  const probe = (home: ThroughputSample): void => {
    const homeLimit = limit
    const step = nextProbe
    nextProbe = step === 'up' ? 'down' : 'up'
    const fewer = Math.max(Math.min(limit - 1, limit * 0.8), fewestFor(home.perSecond, unloadedMs))
    const next = clamp(step === 'up' ? Math.max(limit + 1, limit * 1.25) : Math.min(limit, fewer))
    if (next === homeLimit) {
      phase = { kind: 'hold', rest: restLength, shifts: 0 }
      return
    }
    limit = next
    phase = { kind: 'probe', homeLimit, home, step }
  }

  const onProbe = (last: ThroughputSample, probed: Extract<Phase, { kind: 'probe' }>): void => {
    const { homeLimit, home, step, first } = probed
    if (!first && last.perSecond > home.perSecond * clearlyWorse) {
      // One sample is as far off as the difference looked for: two decide.
      probed.first = last
      return
    }
    const sample = first ? meanOf(first, last) : last
    const isBetter =
      sample.perSecond >= home.perSecond * (step === 'up' ? worthQuarter : spareFifth) &&
      sample.latencyMs < maxLatencyMs
    if (!isBetter) {
      restLength = Math.min(longestRest, restLength * 2)
      hold(homeLimit, home)
      return
    }
    restLength = firstRest
    nextProbe = step
    if (step === 'up' && sample.perSecond >= home.perSecond * (1 + (limit / homeLimit - 1) / 2)) {
      searchFrom('up', sample, limit)
    } else {
      hold(limit, sample)
    }
  }

  const onRecover = (): void => {
    const next = clamp(Math.max(limit + 1, limit * climb))
    if (next > limit) {
      limit = next
    } else {
      hold(limit, undefined)
    }
  }

  const onFailures = (nowMs: number): void => {
    // Failures well below the ceiling are not of its making: it stays, for when they are over.
    if (phase.kind !== 'recover' || limit >= ceiling * 0.9) {
      ceiling = Math.max(1, Math.floor(limit * 0.9))
      avoidMs = Math.min(longestAvoidMs, ceilingUntilMs === -Infinity ? firstAvoidMs : avoidMs * 2)
      ceilingUntilMs = nowMs + avoidMs
    }
    phase = { kind: 'recover' }
    limit = clamp(limit / 2)
    restLength = firstRest
  }

  const decide = (nowMs: number, sample: ThroughputSample): void => {
    unloadedMs = Math.min(unloadedMs, sample.latencyMs)
    if (nowMs >= ceilingUntilMs) {
      ceiling = options.max
    }
    if (sample.failures >= 3 && sample.failures >= sample.count * failureShare) {
      onFailures(nowMs)
    } else if (phase.kind === 'search') {
      onSearch(sample, phase)
    } else if (phase.kind === 'hold') {
      onHold(sample, phase)
    } else if (phase.kind === 'probe') {
      onProbe(sample, phase)
    } else {
      onRecover()
    }
  }

  return {
    get limit() {
      return limit
    },
    observe: (nowMs, latencyMs, health, inFlight) => {
      if (!isStarted) {
        isStarted = true
        collector.restart(nowMs, 0)
      }
      const sample = collector.add(nowMs, latencyMs, health, inFlight >= limit)
      if (sample === undefined || sample === 'unsaturated') {
        return
      }
      const before = limit
      decide(nowMs, sample)
      if (limit !== before) {
        collector.restart(nowMs, inFlight)
      }
    },
  }
}

/**
 * By Little's law rate × latency are in flight without any waiting. Fewer than a quarter more and one leaves the
 * target idle between an answer and the next request, by too little for one sample to tell.
 */
const fewestFor = (perSecond: number, unloadedMs: number): number =>
  Math.ceil((perSecond * unloadedMs * spareShare) / 1000) + 1

const meanOf = (first: ThroughputSample, second: ThroughputSample): ThroughputSample => ({
  ...second,
  perSecond: (first.perSecond + second.perSecond) / 2,
  latencyMs: (first.latencyMs + second.latencyMs) / 2,
})

/** The reference follows slowly, so that a gradual change of the target is no shift. */
const blend = (reference: ThroughputSample, sample: ThroughputSample): ThroughputSample => ({
  ...sample,
  perSecond: reference.perSecond * 0.7 + sample.perSecond * 0.3,
  latencyMs: reference.latencyMs * 0.7 + sample.latencyMs * 0.3,
})
