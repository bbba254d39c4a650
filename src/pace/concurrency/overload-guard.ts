import type { ConcurrencyRule } from './concurrency-rule.js'

/** How long a number of requests in flight that broke the target is not tried again; twice as long each time. */
const firstAvoidMs = 60_000
const longestAvoidMs = 960_000
/** So much of the number that broke it is allowed until then. */
const safeShare = 0.75

/**
 * Halves what a rule allows when the target breaks down under it, and lets it grow back one by one. Logto's pool has 20
 * connections and a create waits for a second one: from about 60 in flight on, creates end with a 500 after ten seconds,
 * and nothing moves any more while the load stays. A rule that follows latency would even add to it.
 */
export const guardOverload = (rule: ConcurrencyRule): ConcurrencyRule => {
  let cap = Infinity
  let ceiling = Infinity
  let ceilingUntilMs = -Infinity
  let avoidMs = firstAvoidMs
  let cutAtMs = -Infinity

  const limit = (): number => Math.max(1, Math.min(rule.limit, Math.floor(cap)))

  const cut = (nowMs: number): void => {
    const broken = limit()
    ceiling = Math.max(1, Math.floor(broken * safeShare))
    ceilingUntilMs = nowMs + avoidMs
    avoidMs = Math.min(longestAvoidMs, avoidMs * 2)
    cap = Math.max(1, Math.floor(broken / 2))
    cutAtMs = nowMs
  }

  const grow = (nowMs: number): void => {
    if (nowMs >= ceilingUntilMs) ceiling = Infinity
    // One more with every two rounds of answers.
    cap = Math.min(ceiling, cap + 0.5 / cap)
    if (cap > rule.limit * 2) cap = Infinity
  }

  return {
    get limit() {
      return limit()
    },
    observe: (nowMs, latencyMs, health, inFlight) => {
      rule.observe(nowMs, latencyMs, health === 'overloaded' ? 'suffering' : health, inFlight)
      // What left before the last cut tells of the load of then.
      if (health === 'overloaded' && nowMs - latencyMs >= cutAtMs) cut(nowMs)
      else if (health === 'healthy' && cap !== Infinity) grow(nowMs)
    },
  }
}
