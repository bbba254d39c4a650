import type { ApiRequest, ApiResponse, Send } from '../http/api-call.js'
import { classifyOutcome } from './classify-outcome.js'
import { routeOf } from '../http/route-of.js'
import type { TargetObserver } from './target-observer.js'
import { TransportError } from '../http/transport-error.js'

/** Tells the observer of every attempt. Belongs inside the pacing, so that latency is the target's alone. */
export const observeAttempts = (send: Send, observer: TargetObserver, now: () => number): Send => {
  const report = (request: ApiRequest, end: ApiResponse | TransportError, startMs: number): void => {
    const nowMs = now()
    observer.onAttempt?.({
      route: routeOf(request),
      status: end instanceof TransportError ? undefined : end.status,
      latencyMs: nowMs - startMs,
      outcome: classifyOutcome(request, end, nowMs),
    })
  }

  return async (request, signal) => {
    const startMs = now()
    try {
      const response = await send(request, signal)
      report(request, response, startMs)
      return response
    } catch (error) {
      if (error instanceof TransportError) {
        report(request, error, startMs)
      }
      throw error
    }
  }
}
