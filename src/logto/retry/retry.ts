import type { Effects } from '../../effects/effects.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { type BackoffOptions, backoffMs } from '../../pace/backoff.js'
import type { Pacer } from '../../pace/pacer.js'
import { createRetryBudget, type RetryBudgetOptions } from '../../pace/retry-budget.js'
import { AmbiguousOutcomeError } from './ambiguous-outcome-error.js'
import type { ApiRequest, ApiResponse, Send } from '../http/api-call.js'
import { classifyOutcome, type Outcome } from './classify-outcome.js'
import { createFatalError } from './fatal-error.js'
import { createOutage } from './outage.js'
import type { OutcomeReason } from './outcome-reasons.js'
import { RetriesExhaustedError } from './retries-exhausted-error.js'
import { routeOf } from '../http/route-of.js'
import type { TargetObserver } from './target-observer.js'
import { TransportError } from '../http/transport-error.js'

export interface RetryOptions {
  effects: Effects
  pacer: Pick<Pacer, 'pause'>
  observer?: TargetObserver
  /** Attempts for one request, the first included. @default 8 */
  maxAttempts?: number
  /** Failures in a row from which the target counts as down. @default 20 */
  outageThreshold?: number
  /** @default 120000; Infinity waits for ever */
  maxOutageMs?: number
  /** How long the first sign of life may take. @default maxOutageMs */
  firstContactMs?: number
  /** What keeps the target from answering, in words: see `explainSilence`. */
  explain?: (why: string, isNew: boolean) => string
  /** Aborted: whoever waits for a target that is down gives up; other requests are finished. */
  stop?: AbortSignal
  backoff?: BackoffOptions
  budget?: RetryBudgetOptions
}

/** Failures that say nothing about this one request: whatever is sent would meet them. */
const systemic = new Set<OutcomeReason>([
  'connect_failed',
  'firewall_blocked',
  'overloaded',
  'rate_limited',
  'target_unavailable',
  'token_unavailable',
])
/** Failures that every process meets that shares the budget. */
const concernsBudget = new Set<string>(['firewall_blocked', 'rate_limited'] satisfies OutcomeReason[])
/** From so many failures in a row on, whatever they are, the whole run slows. */
const suspiciousInARow = 3
/** The run's rest when retries have become too large a share of the requests. */
const overBudgetMs = 2000
/** An overloaded target is given time to finish what it has. */
const overloadRestMs = 2000

/**
 * Sends again what certainly was not applied, or does no harm twice. Resolves with successes and with refusals
 * that are final.
 *
 * A wait is the whole run's, through the pacer, as soon as the failure is not this request's own. Attempts are
 * counted against a request only for as long as the target answers others: an outage fails nobody, it ends
 * the run when it lasts too long.
 *
 * @throws {AmbiguousOutcomeError} when it is unknown whether a request that is not idempotent was applied; it
 *   is never sent again here
 * @throws {RetriesExhaustedError} when one request fails again and again
 * @throws {MigrationError} when every request would fail the same way, or the outage lasts too long
 */
export const retry = (send: Send, options: RetryOptions): Send => {
  const { effects, pacer, observer, maxAttempts = 8, maxOutageMs = 120_000, stop } = options
  const budget = createRetryBudget(options.budget)
  const outage = createOutage({
    threshold: options.outageThreshold,
    maxOutageMs,
    firstContactMs: options.firstContactMs,
    now: effects.now,
    explain: options.explain,
    onRecovery: observer?.onRecovery?.bind(observer),
  })

  /** In an outage nothing is about to be finished that a stop would have to wait for. */
  const untilStopped = (signal: AbortSignal | undefined): AbortSignal | undefined =>
    outage.isOngoing ? (stop ?? signal) : signal

  const attemptOnce = async (
    request: ApiRequest,
    signal: AbortSignal | undefined,
  ): Promise<{ end: ApiResponse | TransportError; outcome: Outcome }> => {
    const isProbe = await outage.enter(untilStopped(signal))
    let health: 'alive' | 'failing' | 'aborted' = 'aborted'
    let why: string | undefined
    try {
      const end = await send(request, untilStopped(signal)).catch(onlyTransportError)
      const outcome = classifyOutcome(request, end, effects.now())
      health = outcome.kind === 'transient' || outcome.kind === 'ambiguous' ? 'failing' : 'alive'
      why = end instanceof TransportError ? end.firstCode : outcome.reason
      return { end, outcome }
    } finally {
      outage.leave(isProbe, health, why)
    }
  }

  /** How long to wait before the next attempt; pauses the run where the failure is everybody's. */
  const slowDown = (
    request: ApiRequest,
    { reason, retryAfterMs }: Outcome,
    attempt: number,
    isRetry: boolean,
  ): number => {
    if (retryAfterMs !== undefined && retryAfterMs > maxOutageMs) {
      throw createLongWaitError(request, retryAfterMs)
    }
    const step = outage.isOngoing ? Math.max(attempt, suspiciousInARow + outage.failedProbes) : attempt
    const leastMs = reason === 'overloaded' ? overloadRestMs : (retryAfterMs ?? 0)
    const backoff = Math.max(leastMs, backoffMs(step, effects.random, options.backoff))
    const delayMs = Math.min(backoff, outage.leftMs())
    if (isRetry && !budget.spend()) {
      return pauseRun('retry_budget', Math.max(delayMs, overBudgetMs))
    }
    if (outage.isOngoing) {
      return pauseRun('outage', delayMs)
    }
    if (retryAfterMs !== undefined || systemic.has(reason) || outage.failuresInARow >= suspiciousInARow) {
      return pauseRun(reason, delayMs)
    }
    return delayMs
  }

  const pauseRun = (reason: OutcomeReason | 'retry_budget' | 'outage', delayMs: number): number => {
    pacer.pause(delayMs, concernsBudget.has(reason))
    observer?.onPause?.(reason, delayMs)
    return delayMs
  }

  const isExhausted = (reason: OutcomeReason, attempt: number, startMs: number): boolean =>
    attempt >= maxAttempts && (reason === 'server_error' || outage.lastAliveMs >= startMs)

  return async (request, signal) => {
    budget.onRequest()
    const startMs = effects.now()
    const giveUpWhenStopped =
      (attempt: number) =>
      (error: unknown): never => {
        const isStopped = stop?.aborted === true && outage.isOngoing && !(error instanceof MigrationError)
        throw isStopped
          ? new RetriesExhaustedError(routeOf(request), 'target_unavailable', undefined, attempt)
          : error
      }
    for (let attempt = 1; ; attempt += 1) {
      const { end, outcome } = await attemptOnce(request, signal).catch(giveUpWhenStopped(attempt))
      const status = end instanceof TransportError ? undefined : end.status
      if (outcome.kind === 'ambiguous') {
        slowDown(request, outcome, attempt, false)
        throw new AmbiguousOutcomeError(routeOf(request), outcome.reason, status)
      }
      if (outcome.kind === 'transient') {
        if (isExhausted(outcome.reason, attempt, startMs)) {
          throw new RetriesExhaustedError(routeOf(request), outcome.reason, status, attempt)
        }
        const delayMs = slowDown(request, outcome, attempt, true)
        await effects.sleep(delayMs, untilStopped(signal)).catch(giveUpWhenStopped(attempt))
        continue
      }
      if (end instanceof TransportError || outcome.kind === 'fatal' || outcome.kind === 'unauthorized') {
        throw createFatalError(request, outcome.reason, end)
      }
      return end
    }
  }
}

const onlyTransportError = (error: unknown): TransportError => {
  if (error instanceof TransportError) {
    return error
  }
  throw error
}

const createLongWaitError = (request: ApiRequest, retryAfterMs: number): MigrationError =>
  new MigrationError(
    'target',
    'target_unavailable',
    `${routeOf(request)}: the target asks to wait ${Math.ceil(retryAfterMs / 1000)} s. Resume the run after that`,
  )
