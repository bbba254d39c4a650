import type { ConcurrencyRule, RequestHealth } from './concurrency-rule.js'
import { createLatencyRule } from './latency-rule.js'
import { guardOverload } from './overload-guard.js'
import { requestsPerSecond, type Rate } from '../rate.js'
import { createThroughputRule } from './throughput-rule.js'

export interface ConcurrencyOptions {
  /** The pace of the run; decides which rule adapts the limit. */
  rate: Rate | 'off'
  /** Clock of the effects. */
  now: () => number
  /** Where to begin; the limit itself when `auto` is false. @default by the rate; 4 when it is off */
  initial?: number
  /** Never more than this many by itself. @default 32: of its pool of 20 connections, Logto takes two for a create */
  max?: number
  /** False keeps the limit at `initial`, but for an overloaded target. @default true */
  auto?: boolean
}

/** Slots for work in flight. The producer waits for a slot and only then reads its next record, so nothing is queued ahead. */
export interface Concurrency {
  /** Resolves when one more may be in flight; rejects with the signal's reason when aborted first. */
  slot(signal?: AbortSignal): Promise<void>
  /** Gives one slot back. Exactly once for each slot. */
  release(): void
  /** Each answered or failed request, with the time from leaving to answer, without the wait for the pace. */
  observe(latencyMs: number, health: RequestHealth): void
  /** Follows the pacer when its rate is changed. */
  setRate(rate: Rate | 'off'): void
  /** Slots there are at the moment. */
  readonly limit: number
  /** Slots taken. */
  readonly active: number
}

export const createConcurrency = (options: ConcurrencyOptions): Concurrency => {
  const isAuto = options.auto ?? true
  let rule = createRule(options)
  let active = 0
  let waiting: Waiter[] = []

  const admit = (): void => {
    while (active < rule.limit) {
      const next = waiting.shift()
      if (next === undefined) return
      active += 1
      next.resolve()
    }
  }

  const release = (): void => {
    if (active === 0) {
      throw new Error('release() without a slot')
    }
    active -= 1
    admit()
  }

  /** One listener for each signal, not for each slot: a run waits for millions of slots with one. */
  const watched = new WeakSet<AbortSignal>()
  const watch = (signal: AbortSignal): void => {
    if (watched.has(signal)) return
    watched.add(signal)
    const giveUp = (): void => {
      const givenUp = waiting.filter((waiter) => waiter.signal === signal)
      waiting = waiting.filter((waiter) => waiter.signal !== signal)
      for (const { reject } of givenUp) reject(signal.reason)
    }
    signal.addEventListener('abort', giveUp, { once: true })
  }

  return {
    get limit() {
      return rule.limit
    },
    get active() {
      return active
    },
    release,
    observe: (latencyMs, health) => {
      const before = rule.limit
      rule.observe(options.now(), latencyMs, health, active)
      // Not at once: what is observed in the same turn is of the same work.
      if (rule.limit > before && waiting.length > 0) queueMicrotask(admit)
    },
    setRate: (rate) => {
      if (isAuto) {
        rule = createRule({ ...options, rate, initial: rule.limit })
        admit()
      }
    },
    slot: (signal) => {
      if (signal?.aborted === true) return Promise.reject(signal.reason)
      if (active < rule.limit && waiting.length === 0) {
        active += 1
        return Promise.resolve()
      }
      if (signal !== undefined) watch(signal)
      return new Promise((resolve, reject) => waiting.push({ signal, resolve, reject }))
    },
  }
}

interface Waiter {
  signal: AbortSignal | undefined
  resolve: () => void
  reject: (reason: unknown) => void
}

/** 48 in flight are fine on a Logto as it comes, 64 bring it to a halt (measured on 1.42). */
export const mostByItself = 32
const defaultUnpacedInitial = 4

const createRule = (options: ConcurrencyOptions): ConcurrencyRule => guardOverload(chooseRule(options))

const chooseRule = ({ rate, initial, max, auto = true }: ConcurrencyOptions): ConcurrencyRule => {
  if (!auto) {
    return { limit: Math.max(1, initial ?? defaultUnpacedInitial), observe: () => {} }
  }
  return rate === 'off'
    ? createThroughputRule({ initial: initial ?? defaultUnpacedInitial, max: max ?? mostByItself })
    : createLatencyRule({
        requestsPerSecond: requestsPerSecond(rate),
        max: max ?? mostByItself,
        initial,
      })
}
