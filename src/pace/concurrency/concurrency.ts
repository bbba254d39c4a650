import pLimit from 'p-limit'
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

/**
 * Slots for work in flight. The producer waits for a slot and only then reads its next record, so nothing is
 * queued ahead. p-limit keeps the count.
 */
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
  const limiter = pLimit(rule.limit)
  const held: (() => void)[] = []
  const waiting = new Set<Waiter>()
  let active = 0

  const followRule = (): void => {
    if (limiter.concurrency !== rule.limit) limiter.concurrency = rule.limit
  }

  const holdUntilReleased = (): Promise<void> => new Promise((release) => void held.push(release))

  const release = (): void => {
    const free = held.pop()
    if (free === undefined) throw new Error('release() without a slot')
    active -= 1
    free()
  }

  /** One listener for each signal, not for each slot: a run waits for millions of slots with one. */
  const watched = new WeakSet<AbortSignal>()
  const watch = (signal: AbortSignal): void => {
    if (watched.has(signal)) return
    watched.add(signal)
    const giveUp = (): void => {
      for (const waiter of waiting) {
        if (waiter.signal !== signal) continue
        waiting.delete(waiter)
        waiter.reject(signal.reason)
      }
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
      rule.observe(options.now(), latencyMs, health, active)
      followRule()
    },
    setRate: (rate) => {
      if (isAuto) {
        rule = createRule({ ...options, rate, initial: rule.limit })
        followRule()
      }
    },
    slot: (signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason)
          return
        }
        if (signal !== undefined) watch(signal)
        const waiter: Waiter = { signal, reject }
        waiting.add(waiter)
        void limiter(() => {
          if (!waiting.delete(waiter)) return undefined
          active += 1
          const released = holdUntilReleased()
          resolve()
          return released
        })
      }),
  }
}

interface Waiter {
  signal: AbortSignal | undefined
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
