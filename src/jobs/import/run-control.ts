import type { Effects } from '../../effects/effects.js'
import type { Attempt, TargetObserver } from '../../logto/retry/target-observer.js'
import type { AdjustablePacer } from '../../pace/adjustable-pacer.js'
import type { Concurrency } from '../../pace/concurrency/concurrency.js'
import { createHold } from '../../pace/hold.js'
import type { Rate } from '../../pace/rate.js'
import { createRecentCount, type RecentCount } from '../../pace/recent-count.js'
import type { Pace, PaceCause } from '../../report/progress/progress-state.js'

export interface RunControlOptions {
  rate: Rate | 'off'
  pacer: AdjustablePacer
  concurrency: Concurrency
  effects: Pick<Effects, 'now'>
  stop: AbortSignal
}

const unpacedWindowMs = 10_000
/** From this share of the budget on it is the budget that holds the run back. */
const usedUp = 0.9
/** One key press changes the rate by this share of the budget. */
const rateStep = 0.1
const latencyWeight = 0.1

/**
 * What an operator can do to a run while it goes on, and why it is as fast as it is. The run works with the pacer
 * and the concurrency from here: they are those given, behind a gate.
 */
export class RunControl {
  readonly pacer: AdjustablePacer
  readonly concurrency: Concurrency
  /** Called when the operator has paused or resumed the run. */
  onHold: ((isHeld: boolean) => void) | undefined
  readonly #options: RunControlOptions
  readonly #hold = createHold()
  readonly #windowMs: number
  readonly #left: RecentCount
  /** From here on it takes a window before the budget can be used up again. */
  #startedAtMs: number
  #latencyMs: number | undefined
  #restReason = 'rate_limited'
  #outageSinceMs: number | undefined

  constructor(options: RunControlOptions) {
    const { rate, effects, stop } = options
    this.#options = options
    this.#windowMs = rate === 'off' ? unpacedWindowMs : rate.windowMs
    this.#left = createRecentCount(this.#windowMs)
    this.#startedAtMs = effects.now()
    this.pacer = this.#gatePacer()
    this.concurrency = this.#gateConcurrency()
    // A run that is stopped while it is paused finishes what is in flight.
    stop.addEventListener('abort', () => this.#hold.open(), { once: true })
  }

  get isHeld(): boolean {
    return this.#hold.isClosed
  }

  /** Nothing new is begun; users in flight are finished first. */
  pause(): void {
    if (this.#hold.isClosed || this.#options.stop.aborted) return
    this.#hold.close()
    this.onHold?.(true)
  }

  resume(): void {
    if (!this.#hold.isClosed) return
    this.#hold.open()
    this.#startedAtMs = this.#options.effects.now()
    this.onHold?.(false)
  }

  /** One step up, never above the budget. Without a budget there is nothing to change. */
  faster(): void {
    this.#changeRate(1)
  }

  /** One step down, never to nothing. */
  slower(): void {
    this.#changeRate(-1)
  }

  /** The pacer itself has nothing to give at the moment, for this reason. */
  rest(reason: string): void {
    this.#restReason = reason
  }

  /** Sees every attempt, and passes on what it sees. */
  observe(observer: TargetObserver): TargetObserver {
    const { effects } = this.#options
    return {
      onAttempt: (attempt) => {
        this.#noteLatency(attempt)
        observer.onAttempt?.(attempt)
      },
      onPause: (reason, delayMs) => {
        this.#restReason = reason
        this.#startedAtMs = effects.now() + delayMs
        if (reason === 'outage') this.#outageSinceMs ??= effects.now()
        observer.onPause?.(reason, delayMs)
      },
      onRecovery: (outageMs) => {
        this.#outageSinceMs = undefined
        observer.onRecovery?.(outageMs)
      },
    }
  }

  pace(): Pace {
    const { rate: budget, pacer, concurrency, effects } = this.#options
    const requests = this.#left.sum(effects.now())
    return {
      cause: this.#causeOf(requests),
      rate: pacer.rate,
      budget,
      requests,
      windowMs: this.#windowMs,
      inFlight: concurrency.active,
      latencyMs: this.#latencyMs,
    }
  }

  #causeOf(requests: number): PaceCause {
    const { rate: budget, pacer, concurrency, effects, stop } = this.#options
    if (stop.aborted) return { kind: 'stopping' }
    if (this.#hold.isClosed) return { kind: 'held' }
    const nowMs = effects.now()
    const restMs = pacer.pausedMs()
    if (this.#outageSinceMs !== undefined) {
      return { kind: 'outage', sinceMs: this.#outageSinceMs, untilMs: nowMs + restMs }
    }
    if (restMs > 0) return { kind: 'resting', reason: this.#restReason, untilMs: nowMs + restMs }
    const { rate } = pacer
    if (budget === 'off' || rate === 'off') return { kind: 'unlimited' }
    // In its first window a run cannot have used its budget up; of a shared one others may have had the most.
    const isUsedUp =
      nowMs - this.#startedAtMs < this.#windowMs || requests >= rate.limit * usedUp || pacer.waiting > 0
    if (rate.limit < budget.limit && isUsedUp) return { kind: 'lowered' }
    if (isUsedUp) return { kind: 'budget' }
    return { kind: concurrency.active >= concurrency.limit ? 'latency' : 'input' }
  }

  #changeRate(direction: 1 | -1): void {
    const { rate: budget, pacer, concurrency, effects } = this.#options
    if (budget === 'off' || pacer.rate === 'off') return
    const step = Math.max(1, Math.round(budget.limit * rateStep))
    const limit = Math.min(
      budget.limit,
      Math.max(Math.min(step, budget.limit), pacer.rate.limit + direction * step),
    )
    if (limit === pacer.rate.limit) return
    const rate = { limit, windowMs: budget.windowMs }
    pacer.setRate(rate)
    concurrency.setRate(rate)
    this.#startedAtMs = effects.now()
  }

  #noteLatency({ latencyMs }: Attempt): void {
    this.#latencyMs =
      this.#latencyMs === undefined
        ? latencyMs
        : this.#latencyMs + latencyWeight * (latencyMs - this.#latencyMs)
  }

  /** While users are in flight their requests pass; afterwards, lookups and memberships wait too. */
  #gatePacer(): AdjustablePacer {
    const { pacer, concurrency, effects } = this.#options
    return {
      get rate() {
        return pacer.rate
      },
      get waiting() {
        return pacer.waiting
      },
      take: async (signal) => {
        if (this.#hold.isClosed && concurrency.active === 0) await this.#hold.pass()
        await pacer.take(signal)
        this.#left.add(effects.now())
      },
      sent: pacer.sent,
      pause: pacer.pause,
      pausedMs: pacer.pausedMs,
      setRate: pacer.setRate,
      deferred: pacer.deferred,
      close: pacer.close,
    }
  }

  #gateConcurrency(): Concurrency {
    const { concurrency } = this.#options
    return {
      get limit() {
        return concurrency.limit
      },
      get active() {
        return concurrency.active
      },
      slot: async (signal) => {
        for (;;) {
          if (this.#hold.isClosed) await this.#hold.pass()
          await concurrency.slot(signal)
          if (!this.#hold.isClosed) return
          // Paused while it waited for the slot.
          concurrency.release()
        }
      },
      release: concurrency.release,
      observe: concurrency.observe,
      setRate: concurrency.setRate,
    }
  }
}
