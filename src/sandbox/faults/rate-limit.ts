import { apiError } from '../http/api-error.js'
import type { Reply } from '../http/reply.js'
import type { RequestLimit } from '../sandbox-context.js'
import { SlidingCount } from './sliding-count.js'

/** Strict: no window of the given length, wherever it starts, may hold more requests. */
export class RateLimit {
  readonly limit: RequestLimit
  readonly #arrivals: SlidingCount

  constructor(limit: RequestLimit) {
    this.limit = limit
    this.#arrivals = new SlidingCount(limit.windowMs)
  }

  /** @returns how long until the next request would be let in; 0 when this one is */
  admit(timeMs: number): number {
    const { requests } = this.limit
    if (this.#arrivals.add(timeMs) <= requests) return 0
    return Math.max(1, this.#arrivals.timeWhenBelow(requests) - timeMs)
  }
}

/** @param nowMs by the sandbox's own clock, for the date form */
export const refuseForNow = (delayMs: number, form: 'seconds' | 'date', nowMs: number): Reply => {
  const seconds = Math.ceil(delayMs / 1000)
  const retryAfter =
    form === 'seconds' ? String(seconds) : new Date(Math.ceil((nowMs + delayMs) / 1000) * 1000).toUTCString()
  const { status, body } = apiError('request.rate_limited')
  return { status, body, headers: { 'Retry-After': retryAfter } }
}
